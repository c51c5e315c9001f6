import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSession, Secret, isHttpCoreError, type Session, type SessionOptions } from "../../src/index.js";
import { sessionOptionNames } from "../../src/options/check-options.js";
import { memoryTransport } from "../../src/testing/index.js";

const baseUrl = "https://api.example.com";

/** One value of each kind that a program in plain JavaScript may pass. */
const values = {
  null: null,
  number: 5,
  zero: 0,
  fraction: 1.5,
  negative: -1,
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  text: "text",
  "empty text": "",
  true: true,
  false: false,
  list: [],
  "list of texts": ["text"],
  "list of numbers": [1],
  object: {},
  Date: new Date(0),
  Map: new Map(),
  function: () => {},
  symbol: Symbol("symbol"),
  bigint: 1n,
} as const;

type Kind = keyof typeof values;

const objects: readonly Kind[] = ["object", "Date", "Map"];
const containers: readonly Kind[] = [...objects, "list"];
const booleans: readonly Kind[] = ["true", "false"];
/** Refused by a later check, with a code of its own. */
const refusedLater: Readonly<Record<string, readonly Kind[]>> = {
  baseUrl: ["text", "empty text"],
  json: ["function", "symbol", "bigint"],
};

/** The kinds that each option takes. */
const legal: Readonly<Record<keyof SessionOptions, readonly Kind[]>> = {
  method: ["text"],
  baseUrl: [],
  headers: containers,
  params: containers,
  json: (Object.keys(values) as Kind[]).filter((kind) => !refusedLater["json"]?.includes(kind)),
  form: containers,
  body: ["text", "empty text", "function"],
  timeout: ["number", "zero", "fraction", "Infinity", ...objects],
  retry: ["number", "false", ...objects],
  signal: [],
  auth: ["false"],
  authOptions: Object.keys(values) as Kind[],
  reauthenticate: booleans,
  hosts: ["list", "list of texts"],
  allowHttp: booleans,
  redirect: [],
  maxRedirects: ["number", "zero"],
  throwHttpErrors: booleans,
  jsonReviver: ["function"],
  stream: booleans,
  onUploadProgress: ["function"],
  onDownloadProgress: ["function"],
  maxResponseBytes: ["number", "fraction", "Infinity"],
  maxJsonValues: ["number", "fraction", "Infinity"],
  transport: [],
  middleware: ["list"],
  cookies: [],
  clock: [],
  random: ["function"],
  randomBytes: ["function"],
  logger: [],
  retryWindow: objects,
  permits: [],
  tokenStore: ["Map"],
  tokenStoreKey: [],
};

const callOptions = sessionOptionNames.slice(0, sessionOptionNames.indexOf("transport"));

function wrongKinds(name: string): readonly (readonly [string, Kind])[] {
  const taken = [...(legal[name as keyof SessionOptions] ?? []), ...(refusedLater[name] ?? [])];
  return (Object.keys(values) as Kind[]).filter((kind) => !taken.includes(kind)).map((kind) => [name, kind]);
}

function session(options: object = {}): Session {
  return createSession({ baseUrl, transport: memoryTransport(() => 200), ...options });
}

/** Matches an error that names an option and what is legal. */
function refusal(name: string): unknown {
  const message = expect.stringMatching(new RegExp(`^Option ${name}(\\[\\d+\\])? must be .{4}`)) as string;
  return expect.objectContaining({ name: "InputError", code: "OPTION_INVALID", message });
}

describe("an option of the wrong type", () => {
  it("is in the table", () => {
    expect(Object.keys(legal).toSorted()).toEqual([...sessionOptionNames].toSorted());
  });

  it.each(sessionOptionNames.flatMap(wrongKinds))("%s of a session: %s", (name, kind) => {
    expect(() => session({ [name]: values[kind] })).toThrow(refusal(name) as Error);
    expect(() => session().extend({ [name]: values[kind] })).toThrow(refusal(name) as Error);
  });

  it.each(callOptions.flatMap(wrongKinds))("%s of a call: %s", async (name, kind) => {
    const options = { [name]: values[kind] };
    await expect(session().request("/", options)).rejects.toEqual(refusal(name));
    await expect(session().prepare("/", options)).rejects.toEqual(refusal(name));
    if (name !== "method") await expect(session().post("/", options)).rejects.toEqual(refusal(name));
  });
});

const scheme = { name: "s", origins: [baseUrl], secrets: {}, identity: () => ({}), apply: () => ({}) };
const members: readonly (readonly [string, object, string, readonly Kind[]])[] = [
  ...["connectMs", "firstByteMs", "idleMs", "totalMs"].map(
    (name) => ["timeout", {}, name, ["number", "zero", "fraction", "Infinity"]] as const,
  ),
  ["retry", {}, "attempts", ["number"]],
  ["retry", {}, "minDelayMs", ["number", "zero", "fraction", "Infinity"]],
  ["retry", {}, "baseDelayMs", ["number", "zero", "fraction", "Infinity"]],
  ["retry", {}, "maxDelayMs", ["number", "zero", "fraction", "Infinity"]],
  ["retry", {}, "onRetry", ["function"]],
  ["retry", {}, "idempotent", booleans],
  ["retry", {}, "methods", ["list", "list of texts"]],
  ["retry", {}, "statuses", ["list"]],
  ["retry", {}, "shouldRetry", ["function"]],
  ["retryWindow", {}, "limit", ["number"]],
  ["retryWindow", {}, "windowMs", ["number", "fraction"]],
  ["auth", scheme, "name", ["text", "empty text"]],
  ["auth", scheme, "origins", ["list", "list of texts"]],
  ["auth", scheme, "loginOrigins", ["list", "list of texts"]],
  ["auth", scheme, "secrets", containers.concat("list of texts", "list of numbers")],
  ["auth", scheme, "acquireTimeoutMs", ["number", "fraction", "Infinity"]],
];

describe("a member of the wrong type", () => {
  const rows = members.flatMap(([option, base, member, taken]) =>
    (Object.keys(values) as Kind[])
      .filter((kind) => !taken.includes(kind))
      .map((kind) => [`${option}.${member}`, kind, option, { ...base, [member]: values[kind] }] as const),
  );

  it.each(rows)("%s: %s", (name, _, option, value) => {
    expect(() => session({ [option]: value })).toThrow(refusal(name.replace(".", "\\.")) as Error);
  });

  it.each(["identity", "apply", "acquire", "renew", "release", "observe", "classify"])(
    "auth.%s that is no function",
    (member) => {
      for (const value of [null, 5, "text", {}]) {
        expect(() => session({ auth: { ...scheme, [member]: value } })).toThrow(refusal(`auth\\.${member}`) as Error);
      }
    },
  );
});

describe("a key for the token store", () => {
  it("is a Secret that is not empty", () => {
    expect(() => session({ tokenStoreKey: new Secret("") })).toThrow(refusal("tokenStoreKey") as Error);
    expect(() => session({ tokenStoreKey: new Secret("k") })).not.toThrow();
  });
});

describe("options that are no object", () => {
  const wrong = (Object.keys(values) as Kind[]).filter((kind) => !["object", "Date", "Map"].includes(kind));

  it.each(wrong)("are refused: %s", async (kind) => {
    const options = values[kind] as never;
    const error = expect.objectContaining({ code: "OPTION_INVALID" }) as Error;
    expect(() => createSession(options)).toThrow(error);
    expect(() => session().extend(options)).toThrow(error);
    for (const send of ["get", "post", "options"] as const) {
      await expect(session()[send]("/", options)).rejects.toEqual(error);
    }
    for (const act of ["authenticate", "renewCredential", "resetCredentials", "logout"] as const) {
      await expect(session()[act](options)).rejects.toEqual(error);
    }
  });
});

describe("an entry of a list that is none", () => {
  const rows: readonly (readonly [string, string, unknown])[] = [
    ...[null, 5, "", "GET ", "GÉT", "A,B", {}].map((entry) => ["retry", "methods", entry] as const),
    ...[null, "503", 0, 399, 600, 503.5, Number.NaN, 401].map((entry) => ["retry", "statuses", entry] as const),
  ];

  it.each(rows)("is refused in %s.%s: %j", (option, member, entry) => {
    const value = { [member]: [member === "methods" ? "GET" : 503, entry] };
    const message = expect.stringContaining(`Option ${option}.${member}[1] must be `) as string;
    const error = expect.objectContaining({ code: "OPTION_INVALID", message }) as Error;
    expect(() => session({ [option]: value })).toThrow(error);
  });
});

describe("a password or a token in place of a scheme", () => {
  const secret = "hunter2-9f31";
  const rows: readonly (readonly [string, unknown, string])[] = [
    ["a pair", ["ada", secret], "auth: basicAuth({ username, password, origins: ["],
    ["an object", { username: "ada", password: secret }, "auth: basicAuth({ username, password, origins: ["],
    ["a text", secret, "auth: bearerAuth({ token, origins: ["],
  ];

  it.each(rows)("is refused with the line to write, and not quoted: %s", async (_, auth, line) => {
    const options = { auth } as never;
    for (const make of [() => session(options), () => session().extend(options), () => session().get("/", options)]) {
      const error = await new Promise((resolve) => void resolve(make())).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "OPTION_INVALID", message: expect.stringContaining(line) as string });
      expect(String(error)).toContain("@org/http-auth");
      expect(String(error)).not.toContain(secret);
    }
  });

  it.each([[["ada"]], [["ada", secret, "more"]], [["ada", 5]], [[]]])("is no pair: %j", (auth) => {
    expect(() => session({ auth } as never)).toThrow("must be false, or the scheme of an auth package");
  });
});

describe("pairs that are none", () => {
  const wrong: readonly unknown[] = [[1], ["ab"], [null], [["a"]], [["a", "b", "c"]], [[1, "b"]], new Set(["ab"])];
  const rows = ["headers", "params", "form"].flatMap((name) => wrong.map((value) => [name, value] as const));

  it.each(rows)("are refused as %s: %j", async (name, value) => {
    await expect(session().post("/", { [name]: value })).rejects.toEqual(refusal(name));
  });
});

describe("middleware that returns no transport", () => {
  it.each([undefined, null, 5, {}, { send: 5 }])("is refused: %j", (returned) => {
    expect(() => session({ middleware: [() => returned] })).toThrow(refusal("middleware") as Error);
  });
});

it("no value of any option ends in an error without a code", async () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withNullPrototype: true,
    withSparseArray: true,
    maxDepth: 3,
  });
  const property = fc.asyncProperty(fc.constantFrom(...callOptions), anything, async (name, value) => {
    const failures: unknown[] = [];
    const call = session({ timeout: 1_000 })
      .post("/", { [name]: value })
      .catch((error: unknown) => failures.push(error));
    try {
      session({ [name]: value });
    } catch (error) {
      failures.push(error);
    }
    await call;
    for (const failure of failures) expect([isHttpCoreError(failure), failure]).toEqual([true, failure]);
  });
  await fc.assert(property, { numRuns: 1_000 });
});

import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { gzipSync } from "node:zlib";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  AuthenticationError,
  createSession,
  gotTransport,
  Secret,
  type AuthScheme,
  type Logger,
  type Transport,
} from "../../src/index.js";
import { nodeTransport } from "../../src/transports/node.js";
import { undiciTransport } from "../../src/transports/undici.js";
import { fetchTransport } from "../../src/transports/fetch.js";
import { redactUrl } from "../../src/redaction/redact.js";
import { memoryTransport } from "../../src/testing/index.js";
import { loopback, type Respond } from "../support/loopback.js";
import { closedPort } from "../support/closed-port.js";

/** Unique values that may be seen nowhere. */
const canaries = {
  password: "pw-7Qm2xV9tLk4ZbR8c",
  token: "tk-3Hf6nYw1sPd5GjA0",
  cookie: "ck-8Ue4rTq7mXz2CvB6",
  query: "qy-5Jk9oLi3aSw1NhM7",
  header: "hd-2Gb6vFc8yDx4EtU0",
};

const encodings: readonly ((value: string) => string)[] = [
  (value) => value,
  (value) => Buffer.from(value).toString("base64").replace(/=+$/, ""),
  (value) => Buffer.from(value).toString("base64url"),
  (value) => Buffer.from(value).toString("hex"),
  (value) => encodeURIComponent(value),
  (value) => [...value].toReversed().join(""),
];

/** Canaries that show in any text, whole or by eight characters in a row, in any encoding. */
function sightings(texts: readonly string[]): string[] {
  const all = texts.join("\n");
  return Object.entries(canaries).flatMap(([name, value]) => {
    const slices = Array.from({ length: value.length - 7 }, (_, at) => value.slice(at, at + 8));
    const forms = [...encodings.map((encode) => encode(value)), ...slices];
    return forms.some((form) => all.includes(form)) ? [name] : [];
  });
}

function textsOf(thing: unknown, depth = 0): string[] {
  const own = [inspect(thing, { depth: Infinity, showHidden: true, getters: true }), String(thing)];
  try {
    own.push(JSON.stringify(thing) ?? "");
  } catch {
    own.push("");
  }
  if (!(thing instanceof Error) || depth > 5) return own;
  return [...own, thing.message, thing.stack ?? "", ...textsOf(thing.cause, depth + 1)];
}

function scheme(origin: string, rejects: boolean): AuthScheme<Secret> {
  const password = new Secret(canaries.password);
  return {
    name: "canary",
    origins: [origin],
    secrets: { headers: ["authorization"] },
    identity: () => ({ principal: "user", secret: password }),
    acquire: async (context) => {
      const response = await context.send(`${origin}/login`, { method: "POST", json: { password: password.reveal() } });
      await response.text();
      if (rejects) throw new AuthenticationError("rejected", "the login was refused");
      return { value: new Secret(canaries.token) };
    },
    apply: (request, token) => request.with({ headers: { authorization: `Canary ${token.reveal()}` } }),
  };
}

const reflecting = `your password is ${canaries.password}, your token ${canaries.token}`;

const failures: readonly (readonly [string, Respond])[] = [
  [
    "a valid response",
    (_, response) => void response.setHeader("set-cookie", `sid=${canaries.cookie}; Path=/`).end("{}"),
  ],
  [
    "a 401 that quotes the credential",
    (_, response) => void response.writeHead(401).end(JSON.stringify({ message: reflecting })),
  ],
  [
    "a 403 in HTML that quotes it",
    (_, response) => void response.writeHead(403, { "content-type": "text/html" }).end(`<title>${reflecting}</title>`),
  ],
  ["a 500 that quotes it", (_, response) => void response.writeHead(500).end(reflecting)],
  [
    "a redirect that carries it",
    (_, response) => void response.writeHead(302, { location: `https://evil.example/?t=${canaries.token}` }).end(),
  ],
  [
    "half a gzip",
    (_, response) =>
      void response.setHeader("content-encoding", "gzip").end(gzipSync("x".repeat(9_999)).subarray(0, 20)),
  ],
  ["a connection that is cut", (_, response) => void response.destroy()],
  ["text where JSON is wanted", (_, response) => void response.end(reflecting)],
];

const transports: readonly (readonly [string, () => Transport])[] = [
  ["got", gotTransport],
  ["node", nodeTransport],
  ["undici", undiciTransport],
  ["fetch", fetchTransport],
];

const rows = transports.flatMap(([transport, make]) =>
  failures.flatMap(([failure, respond]) =>
    [false, true].map((rejects) => ({ transport, make, failure, respond, rejects })),
  ),
);

describe("no secret is seen", () => {
  it.each(rows)("over $transport, with $failure, login refused: $rejects", async ({ make, respond, rejects }) => {
    await using server = await loopback((request, response) =>
      request.url === "/login" ? response.end("{}") : respond(request, response),
    );
    const seen: string[] = [];
    const keep = (...things: unknown[]): void => void seen.push(...things.flatMap((thing) => textsOf(thing)));
    const logger: Logger = { debug: keep, info: keep, warn: keep, error: keep };
    const channels = ["request", "response", "reauth", "retry"].map((name) => `org:http-core:${name}`);
    for (const channel of channels) subscribe(channel, keep);
    const transport = make();
    const session = createSession({
      baseUrl: server.url,
      transport,
      logger,
      auth: scheme(server.url, rejects),
      retry: false,
      headers: { "x-api-key": canaries.header },
    });
    try {
      for (let i = 0; i < 2; i++) {
        try {
          const response = await session.get("/x", { params: { key: canaries.query } });
          keep(response);
          await response.json();
        } catch (error) {
          keep(error);
        }
      }
      keep(session, await session.prepare("/x", { params: { key: canaries.query } }));
    } finally {
      for (const channel of channels) unsubscribe(channel, keep);
      await transport.close?.();
    }
    expect(seen.length).toBeGreaterThan(0);
    expect(sightings(seen)).toEqual([]);
  });

  it("where no connection can be made", async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    const session = createSession({ baseUrl: url, retry: false, headers: { "x-api-key": canaries.header } });
    const error = await session.get("/", { params: { key: canaries.query } }).catch((reason: unknown) => reason);
    expect(sightings(textsOf(error))).toEqual([]);
  });

  it("in a Secret, however it is printed", () => {
    const secret = new Secret(canaries.password);
    const prints = [
      ...textsOf(secret),
      ...textsOf({ secret }),
      `${secret}`,
      JSON.stringify([secret]),
      inspect({ ...secret }),
      String(Object.entries(secret)),
    ];
    expect(sightings(prints)).toEqual([]);
    expect(secret.reveal()).toBe(canaries.password);
  });

  it.each([
    [
      `https://user:${canaries.password}@a.example/x?key=${canaries.query}#${canaries.token}`,
      "https://[redacted]@a.example/x?key=[redacted]",
    ],
    [`not a url?${canaries.query}=1&b`, undefined],
  ])("in a redacted URL", (url, shown) => {
    if (shown !== undefined) expect(redactUrl(url)).toBe(shown);
    expect(sightings([redactUrl(url).replace(canaries.query, shown === undefined ? "" : canaries.query)])).toEqual([]);
  });
});

it("masks a signature that a server quotes from a declared header", async () => {
  const signature = canaries.header;
  await using server = await loopback((_, response) => {
    response.statusCode = 500;
    response.end(JSON.stringify({ message: `bad signature ${signature}` }));
  });
  const signer: AuthScheme = {
    name: "signer",
    origins: [server.url],
    secrets: { headers: ["X-Signature"] },
    identity: () => ({ principal: "user", secret: new Secret(canaries.password) }),
    apply: (request) => request.with({ headers: { "x-signature": signature } }),
  };
  await using session = createSession({ baseUrl: server.url, auth: signer, retry: false });
  const error: unknown = await session.post("/").catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: "HTTP_STATUS", serverMessage: "bad signature [redacted]" });
  expect(sightings(textsOf(error))).toEqual([]);
});

it("keeps secrets out of an error that are of another copy of this package", async () => {
  const { Secret: OtherSecret } = await import("@org/http-core");
  expect(OtherSecret).not.toBe(Secret);
  const transport = memoryTransport(() => ({
    status: 500,
    body: { message: "bad hunter2-identity, bad hunter2-token" },
  }));
  const auth: AuthScheme<{ readonly token: Secret }> = {
    name: "other-copy",
    origins: ["https://a.example"],
    secrets: {},
    identity: () => ({ principal: "other copy", secret: new OtherSecret("hunter2-identity") as unknown as Secret }),
    acquire: async () => ({ value: { token: new OtherSecret("hunter2-token") as unknown as Secret } }),
    apply: (request) => request,
  };
  const session = createSession({ baseUrl: "https://a.example", auth, transport, retry: false });
  const error: unknown = await session.get("/x").catch((reason: unknown) => reason);
  expect(error).toMatchObject({ serverMessage: "bad [redacted], bad [redacted]" });
});

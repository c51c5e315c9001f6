import { describe, expect, it } from "vitest";
import { createSession, Secret, type AuthScheme, type RequestOptions, type SessionOptions } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";

const home = "https://api.example.com";
const elsewhere = "https://other.example.com";

/** A session that remembers what it sent and what it warned of. */
function watch(options: SessionOptions) {
  const transport = memoryTransport(() => 200);
  const warnings: string[] = [];
  const ignore = (): void => {};
  const logger = { debug: ignore, info: ignore, error: ignore, warn: (text: string) => void warnings.push(text) };
  const session = createSession({ transport, logger, ...options });
  const last = () => transport.requests.at(-1);
  return { session, warnings, last };
}

/** A scheme that declares names which nobody would guess. */
const scheme: AuthScheme = {
  name: "odd",
  origins: [home],
  secrets: { headers: ["X-Seal"], query: ["stamp"] },
  identity: () => ({ principal: "p", secret: new Secret("s") }),
  apply: (request) => request,
};

const credentials = [
  "Authorization",
  "Cookie",
  "X-Api-Key",
  "Api-Key",
  "apikey",
  "X-Auth-Token",
  "X-Amz-Security-Token",
  "Private-Token",
  "X-Vault-Token",
  "X-Auth-Signature",
  "X-Goog-Api-Key",
  "Ocp-Apim-Subscription-Key",
  "X-Client-Secret",
  "X-Session-Id",
];
const harmless = ["X-Account-Context", "Accept", "X-Request-Id", "User-Agent", "Range", "X-Client", "Author", "Monkey"];
const secretParams = ["key", "api_key", "apiKey", "access_token", "token", "client_secret", "password", "sig", "jwt"];
const harmlessParams = ["page", "keyword", "tags", "id", "limit", "assignee", "monkey"];

const valuesOf = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, "value"]));

describe("credentials among a session's headers", () => {
  it.each(credentials)("%s goes to the base URL's origin, and to no other", async (name) => {
    const { session, warnings, last } = watch({ baseUrl: home, headers: { [name]: "canary" } });
    await session.get("/x");
    expect(last()?.headers.get(name)).toBe("canary");
    await session.get(`${elsewhere}/x`, { hosts: ["other.example.com"] });
    expect(last()?.headers.has(name)).toBe(false);
    await session.get("/x", { baseUrl: elsewhere });
    expect(last()?.headers.has(name)).toBe(false);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(name.toLowerCase());
    expect(warnings[0]).toContain(elsewhere);
    expect(warnings[0]).not.toContain("canary");
  });

  it.each(harmless)("%s goes to every host, without a warning", async (name) => {
    const { session, warnings, last } = watch({ baseUrl: home, headers: { [name]: "value" } });
    await session.get("/x", { baseUrl: elsewhere });
    expect(last()?.headers.get(name)).toBe("value");
    expect(warnings).toEqual([]);
  });

  it("are those that the scheme declares as well: parameters, and headers that an extended session inherits", async () => {
    const { session, last } = watch({ auth: scheme, baseUrl: home, params: { stamp: "s" } });
    await session.get("/x");
    expect(last()?.url).toBe(`${home}/x?stamp=s`);
    await session.get("/x", { baseUrl: elsewhere });
    expect(last()?.url).toBe(`${elsewhere}/x`);
    const sealed = watch({ auth: scheme, baseUrl: home, headers: { "x-seal": "s" } });
    await sealed.session.get("/x", { auth: false });
    expect(sealed.last()?.headers.get("x-seal")).toBe("s");
    await sealed.session.extend({ baseUrl: elsewhere, auth: false }).get("/x");
    expect(sealed.last()?.headers.get("x-seal")).toBeNull();
  });

  it("are those that were set later, too", async () => {
    const { session, last } = watch({ baseUrl: home });
    session.headers.set("x-api-key", "canary");
    await session.get("/x", { baseUrl: elsewhere });
    expect(last()?.headers.has("x-api-key")).toBe(false);
    expect(session.headers.get("x-api-key")).toBe("canary");
  });
});

describe("credentials among a session's parameters", () => {
  it.each(secretParams)("%s goes to the base URL's origin, and to no other", async (name) => {
    const { session, warnings, last } = watch({ baseUrl: home, params: { [name]: "canary", page: 2 } });
    await session.get("/x");
    expect(last()?.url).toBe(`${home}/x?${name}=canary&page=2`);
    await session.get("/x", { baseUrl: elsewhere });
    expect(last()?.url).toBe(`${elsewhere}/x?page=2`);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(name);
  });

  it("are not those with harmless names", async () => {
    const { session, warnings, last } = watch({ baseUrl: home, params: valuesOf(harmlessParams) });
    await session.get("/x", { baseUrl: elsewhere });
    expect([...new URL(last()?.url ?? "").searchParams.keys()]).toEqual(harmlessParams);
    expect(warnings).toEqual([]);
  });
});

describe("what a call gives", () => {
  const call: RequestOptions = { headers: { authorization: "own" }, params: { token: "own" } };

  it("goes where the call goes", async () => {
    const { session, warnings, last } = watch({});
    await session.get(`${elsewhere}/x`, call);
    expect([last()?.headers.get("authorization"), last()?.url]).toEqual(["own", `${elsewhere}/x?token=own`]);
    expect(warnings).toEqual([]);
  });

  it("replaces what the session does not send there", async () => {
    const { session, last } = watch({ baseUrl: home, headers: { authorization: "a" }, params: { token: "a" } });
    await session.get("/x", { ...call, baseUrl: elsewhere });
    expect([last()?.headers.get("authorization"), last()?.url]).toEqual(["own", `${elsewhere}/x?token=own`]);
  });
});

describe("the host of a session's credentials", () => {
  const own: SessionOptions = { headers: { "x-api-key": "canary" } };
  const rows: readonly (readonly [string, SessionOptions, string, boolean])[] = [
    ["is the base URL's, whatever hosts there are", { baseUrl: home, hosts: ["other.example.com"] }, elsewhere, false],
    ["is the base URL's with its port", { baseUrl: home, hosts: ["api.example.com:8443"] }, `${home}:8443`, false],
    ["is the base URL's with its protocol", { baseUrl: "https://localhost:8443" }, "https://localhost:8443", true],
    ["is the only host of the list", { hosts: ["api.example.com"] }, home, true],
    ["is the only host of the list, as an origin", { hosts: [home] }, home, true],
    ["is none of several hosts", { hosts: ["api.example.com", "other.example.com"] }, home, false],
    ["is the scheme's only origin", { auth: scheme }, home, true],
    ["is none of the scheme's origins", { auth: { ...scheme, origins: [home, elsewhere] } }, home, false],
    ["is none without base URL, hosts and scheme", {}, home, false],
  ];
  it.each(rows)("%s", async (_, options, url, isSent) => {
    const { session, last, warnings } = watch({ ...own, ...options });
    await session.get(`${url}/x`);
    expect(last()?.headers.has("x-api-key")).toBe(isSent);
    expect(warnings).toHaveLength(isSent ? 0 : 1);
  });

  const extended: readonly (readonly [string, SessionOptions, SessionOptions, string, boolean])[] = [
    ["keeps them for the same base URL", { baseUrl: home }, { baseUrl: `${home}/v2` }, home, true],
    ["leaves them out for another base URL", { baseUrl: home }, { baseUrl: elsewhere }, elsewhere, false],
    ["sends its own ones to another base URL", { baseUrl: home }, { baseUrl: elsewhere, ...own }, elsewhere, true],
    ["keeps them for the host of the list", { hosts: ["api.example.com"] }, { baseUrl: home }, home, true],
    ["keeps them with more hosts", { hosts: ["api.example.com"] }, { hosts: ["other.example.com"] }, home, true],
    [
      "does not widen them to more hosts",
      { hosts: ["api.example.com"] },
      { hosts: ["other.example.com"] },
      elsewhere,
      false,
    ],
    [
      "leaves them out for another scheme",
      { auth: scheme },
      { auth: { ...scheme, origins: [elsewhere] } },
      elsewhere,
      false,
    ],
    ["gives a session without a host one", {}, { baseUrl: home }, home, true],
  ];
  it.each(extended)("of an extended session %s", async (_, options, more, url, isSent) => {
    const { session, last } = watch({ ...own, ...options });
    await session.extend(more).get(`${url}/x`);
    expect(last()?.headers.has("x-api-key")).toBe(isSent);
  });

  it("holds for an extension of an extension", async () => {
    const { session, last } = watch({ ...own, hosts: ["api.example.com"] });
    const wider = session.extend({ hosts: ["other.example.com"] }).extend({ hosts: ["third.example.com"] });
    for (const host of ["other.example.com", "third.example.com"]) {
      await wider.get(`https://${host}/x`);
      expect(last()?.headers.has("x-api-key")).toBe(false);
    }
    await wider.get(`${home}/x`);
    expect(last()?.headers.has("x-api-key")).toBe(true);
  });

  it("shows in a prepared request", async () => {
    const { session } = watch({ ...own, baseUrl: home });
    const names = async (baseUrl: string): Promise<string[]> =>
      (await session.prepare("/x", { baseUrl })).headers.map(({ name }) => name);
    expect(await names(home)).toContain("x-api-key");
    expect(await names(elsewhere)).not.toContain("x-api-key");
  });
});

describe("a session with a scheme", () => {
  it.each([
    [{ auth: scheme }, elsewhere],
    [{ auth: { ...scheme, origins: [] } }, home],
  ] as const)("reaches the scheme's origins only, without hosts and base URL", async (options, url) => {
    const { session, last } = watch(options);
    await expect(session.get(`${url}/x`)).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
    expect(last()).toBeUndefined();
  });
});

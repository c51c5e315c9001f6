import { createSession, gotTransport, type BodyOptions } from "@org/http-core";
import { fetchTransport } from "@org/http-core/fetch";
import { nodeTransport } from "@org/http-core/node";
import { undiciTransport } from "@org/http-core/undici";
import { testAuthScheme } from "@org/http-core/testing";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { digestAuth, isHttpAuthError, type DigestAuthOptions } from "../../src/index.js";
import type { DigestDemands } from "../support/digest/demands.js";
import { DigestService } from "../support/digest/service.js";
import { startDigestServer, type DigestServer } from "../support/digest-server.js";
import { openSession } from "../support/open-session.js";

const account = { username: "ada", password: "secret-19aa" };
const wrongPassword = "wrong-77bc";

/** Opens a session for a server. */
function open(
  server: DigestServer,
  options: Partial<DigestAuthOptions> = {},
  session = {},
): ReturnType<typeof openSession> {
  return openSession(digestAuth({ ...account, origins: [server.origin], ...options }), server.origin, session);
}

const origin = "https://api.example.com";

testAuthScheme({
  name: "digest",
  runner: { describe, it },
  maxCheckMs: 60_000,
  covers: ["method", "query", "body", "nonce"],
  optionNames: ["algorithms"],
  make: ({ wrongSecret }) => {
    const password = wrongSecret ? wrongPassword : account.password;
    const service = new DigestService({ qop: "auth,auth-int" });
    return {
      scheme: digestAuth({ ...account, password, origins: [origin], qop: "auth-int" }),
      protectedUrl: `${origin}/things?page=1`,
      secrets: () => [password],
      expireState: () => service.forgetNonces(),
      service: ({ method, url, headers, body }) => {
        if (!url.startsWith(origin)) return undefined;
        const authorization = headers.get("authorization") ?? "";
        const reply = service.respond({ method, uri: url.slice(origin.length), authorization, body });
        return { status: reply.status, headers: reply.headers, body: reply.body };
      },
    };
  },
});

const algorithms = ["MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"];

describe.each(algorithms)("with %s", (algorithm) => {
  it.each(["auth", "auth-int", "auth, auth-int", "auth-int,auth,token"])(
    "answers qop %s, and keeps the nonce",
    async (qop) => {
      const server = await startDigestServer({ algorithms: [algorithm], qop });
      const session = open(server);
      const statuses: number[] = [];
      for (const path of ["/a", "/b?x=1&y=%22", "/a?"]) statuses.push((await session.get(path)).status);
      statuses.push((await session.post("/a", { json: { a: 1 } })).status);
      expect(statuses).toEqual([200, 200, 200, 200]);
      expect(server.refusals).toEqual(["no digest"]);
    },
  );
});

describe("auth-int", () => {
  const bodies: readonly (readonly [string, () => BodyOptions])[] = [
    ["JSON", () => ({ json: { a: "\u00fc" } })],
    ["a form", () => ({ form: { a: "1 & 2", b: ["\u6f22", ""] } })],
    ["text", () => ({ body: "text" })],
    ["bytes", () => ({ body: Buffer.from([0, 255, 10, 13]) })],
    ["a factory of streams", () => ({ body: () => chunks("one", "two") })],
    ["no body", () => ({})],
  ];
  it.each(bodies)("covers %s", async (_title, body) => {
    const server = await startDigestServer({ qop: "auth-int" });
    const session = open(server);
    expect((await session.post("/a", body())).status).toBe(200);
    expect((await session.put("/a", body())).status).toBe(200);
    expect(server.refusals).toEqual(["no digest"]);
  });

  it("is used if the server leaves the choice and the option asks for it", async () => {
    const server = await startDigestServer({ qop: "auth,auth-int" });
    const session = open(server, { qop: "auth-int" });
    await session.post("/a", { body: "text" });
    await session.post("/a", { body: chunks("once") });
    const qops = server.requests.map(({ headers }) => /qop=([\w-]+)/.exec(headers.authorization ?? "")?.[1]);
    expect(qops).toEqual([undefined, "auth-int", "auth"]);
  });

  it("refuses a one-shot stream before anything is sent", async () => {
    const server = await startDigestServer({ qop: "auth-int" });
    const session = open(server);
    await session.get("/a");
    const error = await session.post("/a", { body: chunks("once") }).catch((reason: unknown) => reason);
    expect(isHttpAuthError(error) && error.code).toBe("DIGEST_BODY_UNSIGNABLE");
    expect(server.requests).toHaveLength(2);
  });
});

async function* chunks(...texts: readonly string[]): AsyncIterable<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

describe("a one-shot stream", () => {
  it("can't be the first request to a server", async () => {
    const server = await startDigestServer();
    const session = open(server);
    await expect(session.post("/a", { body: chunks("once") })).rejects.toMatchObject({ code: "BODY_NOT_REPLAYABLE" });
  });

  it("is sent with a nonce that the server has sent before", async () => {
    const server = await startDigestServer();
    const session = open(server);
    await session.head("/a");
    expect((await session.post("/a", { body: chunks("on", "ce") })).status).toBe(200);
    expect(server.requests.at(-1)?.body.toString()).toBe("once");
  });
});

describe("many calls at once", () => {
  it("succeed where the nonce count must rise strictly", async () => {
    const server = await startDigestServer();
    const session = open(server);
    for (let round = 0; round < 3; round++) {
      const calls = Array.from({ length: 30 }, (_, index) => session.get(`/things/${index}`));
      expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
    }
  });

  it("succeed where each nonce may be used once", async () => {
    const server = await startDigestServer({ maxUses: 1, hasNextNonce: true });
    const session = open(server);
    for (let round = 0; round < 3; round++) {
      const calls = Array.from({ length: 10 }, (_, index) => session.get(`/things/${index}`));
      expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    }
  });
});

describe("nonces", () => {
  it.each(algorithms)("are replaced when they are stale (%s)", async (algorithm) => {
    const server = await startDigestServer({ algorithms: [algorithm], maxUses: 2 });
    const session = open(server);
    for (let call = 0; call < 5; call++) expect((await session.get("/a")).status).toBe(200);
    expect(server.refusals).toEqual(["no digest", "used up", "used up"]);
  });

  it.each(["MD5", "SHA-256", "SHA-512-256"])(
    "are taken from nextnonce, without another challenge (%s)",
    async (algorithm) => {
      const server = await startDigestServer({ algorithms: [algorithm], hasNextNonce: true, maxUses: 1 });
      const session = open(server);
      for (let call = 0; call < 5; call++) expect((await session.get("/a")).status).toBe(200);
      expect(server.refusals).toEqual(["no digest"]);
      const counts = server.requests.map(({ headers }) => /nc=(\w+)/.exec(headers.authorization ?? "")?.[1]);
      expect(counts.slice(1)).toEqual(Array.from({ length: 5 }, () => "00000001"));
    },
  );

  it("are kept for session keys, whatever nextnonce says", async () => {
    const server = await startDigestServer({ algorithms: ["SHA-256-sess"], hasNextNonce: true });
    const session = open(server);
    for (let call = 0; call < 3; call++) expect((await session.get("/a")).status).toBe(200);
    expect(server.refusals).toEqual(["no digest"]);
  });

  it.each([true, false])("may be forgotten by the server, which says so or not (%s)", async (saysStale) => {
    const server = await startDigestServer({ saysStale });
    const session = open(server);
    for (let call = 0; call < 2; call++) await session.get("/a");
    server.service.forgetNonces();
    for (let call = 0; call < 2; call++) expect((await session.get("/a")).status).toBe(200);
    expect(server.refusals).toEqual(["no digest", "unknown nonce"]);
  });

  it("are used before the server asks only in its domain", async () => {
    const server = await startDigestServer({ domain: "/private /also%20private" });
    const session = open(server);
    await session.get("/private/a");
    await session.get("/private/b");
    await session.get("/also%20private/b");
    await session.get("/public");
    expect(server.requests.map(({ url, headers }) => [url, headers.authorization !== undefined])).toEqual([
      ["/private/a", false],
      ["/private/a", true],
      ["/private/b", true],
      ["/also%20private/b", true],
      ["/public", false],
      ["/public", true],
    ]);
  });

  it("are never used without qop before the server asks", async () => {
    const server = await startDigestServer({ qop: null, algorithms: ["MD5"] });
    const session = open(server);
    await session.get("/a");
    await session.get("/a");
    expect(server.refusals).toEqual(["no digest", "no digest"]);
  });
});

describe("user name and realm", () => {
  const cases: readonly (readonly [string, DigestDemands])[] = [
    ["ASCII", {}],
    ["quotes and backslashes", { username: 'a"\\b', realm: 'the "north" \\ wing' }],
    ["UTF-8", { username: "J\u00e4s\u00f8n Doe", password: "Gr\u00fc\u00dfe \u6f22", realm: "caf\u00e9 \u6f22\u5b57" }],
    ["commas and equals signs", { username: 'a, realm="b"', realm: "x, Basic y=z" }],
    ["an empty realm", { realm: "" }],
  ];
  for (const userhash of [false, true]) {
    it.each(cases)(`arrive: %s, userhash ${userhash}`, async (_title, options) => {
      const server = await startDigestServer({ ...options, userhash });
      const { username = "ada", password = account.password } = options;
      expect((await open(server, { username, password }).get("/a")).status).toBe(200);
    });
  }

  const transports = {
    got: gotTransport,
    node: nodeTransport,
    undici: undiciTransport,
    fetch: () => fetchTransport({ fetch }),
  };
  it.each(Object.keys(transports) as (keyof typeof transports)[])("arrive byte by byte over %s", async (name) => {
    const transport = transports[name]();
    onTestFinished(() => transport.close?.());
    const server = await startDigestServer({ username: "\u00fcb\u00ebr", realm: 'caf\u00e9 "\u6f22\u5b57"' });
    expect((await open(server, { username: "\u00fcb\u00ebr" }, { transport }).get("/a")).status).toBe(200);
  });

  it("arrive, whatever they are", async () => {
    const text = fc
      .string({ unit: "binary", minLength: 1 })
      .filter((value) => value.isWellFormed() && !/\p{Cc}/u.test(value) && value === value.normalize("NFC"));
    await fc.assert(
      fc.asyncProperty(text, text, text, fc.boolean(), async (username, password, realm, userhash) => {
        const server = await startDigestServer({ username, password, realm, userhash });
        await using session = createSession({
          auth: digestAuth({ username, password, origins: [server.origin] }),
          baseUrl: server.origin,
        });
        expect((await session.get("/a")).status).toBe(200);
      }),
      { numRuns: 40 },
    );
  });
});

describe("the choice of a challenge", () => {
  const others = ['Basic realm="a, Digest b"', "Negotiate", 'Digest realm="x", nonce="y", algorithm=SHA3-512', "NTLM"];
  it.each([true, false])("takes the server's first that it knows; all in one line: %s", async (isOneLine) => {
    const server = await startDigestServer({
      algorithms: ["SHA-512-256", "SHA-256", "MD5"],
      otherChallenges: others,
      isOneLine,
    });
    expect((await open(server).get("/a")).status).toBe(200);
    expect(server.requests.at(-1)?.headers.authorization).toContain("algorithm=SHA-512-256");
  });

  it("takes an algorithm that the options allow", async () => {
    const server = await startDigestServer({ algorithms: ["MD5", "SHA-256-sess"] });
    expect((await open(server, { algorithms: ["SHA-256"] }).get("/a")).status).toBe(200);
    expect(server.requests.at(-1)?.headers.authorization).toContain("algorithm=SHA-256-sess");
  });

  it.each<readonly [string, DigestDemands, Partial<DigestAuthOptions>]>([
    ["an algorithm that is not allowed", { algorithms: ["MD5"] }, { algorithms: ["SHA-256"] }],
    ["an unknown algorithm", { algorithms: ["SHA3-512"] }, {}],
    ["an unknown qop", { qop: "auth-conf" }, {}],
    ["session keys without qop", { algorithms: ["MD5-sess"], qop: null }, {}],
  ])("says why it can't answer %s", async (_title, demanded, options) => {
    const server = await startDigestServer(demanded);
    const error = await open(server, options)
      .get("/a")
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "HttpAuthError", code: "DIGEST_CHALLENGE_UNSUPPORTED" });
    expect(String(error)).toContain(demanded.algorithms?.[0] ?? "SHA-256");
    expect(server.requests).toHaveLength(1);
  });
});

describe("Authentication-Info", () => {
  it.each<readonly [string, DigestDemands]>([
    ["another rspauth", { changeInfo: (info) => ({ ...info, rspauth: "0".repeat(64) }) }],
    ["another cnonce", { changeInfo: (info) => ({ ...info, cnonce: "other" }) }],
    ["another count", { changeInfo: (info) => ({ ...info, nc: "00000009" }) }],
    ["a changed body with auth-int", { qop: "auth-int", changeInfo: (info) => ({ ...info, rspauth: "1".repeat(64) }) }],
    [
      "a proof that covers less than it says",
      { proofQop: "auth", changeInfo: (info) => ({ ...info, qop: "auth-int" }) },
    ],
  ])("fails the call with %s", async (_title, options) => {
    const server = await startDigestServer(options);
    const error = await open(server)
      .get("/a")
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "HttpAuthError", code: "DIGEST_RESPONSE_INVALID", status: 200 });
  });

  it.each<readonly [string, DigestDemands]>([
    ["no proof", { hasProof: false }],
    ["nothing but rspauth", { changeInfo: ({ rspauth = "" }) => ({ rspauth: rspauth.toUpperCase() }) }],
    ["a proof of auth in a response to auth-int", { qop: "auth-int", proofQop: "auth" }],
    ["something malformed", { changeInfo: () => ({ "rspauth x": "1" }) }],
    ["a body of 100 KB with auth-int", { qop: "auth-int", responseBody: "x".repeat(100_000) }],
    ["an empty body with auth-int", { qop: "auth-int", responseBody: "" }],
  ])("accepts %s", async (_title, options) => {
    const server = await startDigestServer(options);
    expect(await (await open(server).get("/a")).text()).toBe(options.responseBody ?? "things");
  });

  it("leaves a streamed body whole", async () => {
    const responseBody = "y".repeat(200_000);
    const server = await startDigestServer({ qop: "auth-int", responseBody });
    const response = await open(server).get("/a", { stream: true });
    expect(await response.text()).toBe(responseBody);
  });
});

describe("a wrong password", () => {
  it("is tried once for each permit of the re-authentication window, and then no more", async () => {
    const server = await startDigestServer();
    const session = open(server, { password: wrongPassword }, { retryWindow: { limit: 2 } });
    const codes: unknown[] = [];
    for (let call = 0; call < 4; call++)
      await session.get("/a").catch((error: { code: unknown }) => codes.push(error.code));
    expect(codes).toEqual(["HTTP_STATUS", "HTTP_STATUS", "RETRY_WINDOW_EXHAUSTED", "RETRY_WINDOW_EXHAUSTED"]);
    expect(server.refusals.filter((reason) => reason === "response")).toHaveLength(2);
  });

  it("is noticed where it was right before", async () => {
    const server = await startDigestServer();
    const session = open(server);
    for (let call = 0; call < 3; call++) await session.get("/a");
    server.service.lock();
    await expect(session.get("/a")).rejects.toMatchObject({ code: "HTTP_STATUS", status: 401 });
    expect(server.refusals).toEqual(["no digest", "response", "response"]);
  });
});

it("returns a 401 of a server that offers no Digest", async () => {
  const server = await startDigestServer({ algorithms: [], otherChallenges: ['Basic realm="x"'] });
  await expect(open(server).get("/a")).rejects.toMatchObject({ code: "HTTP_STATUS", status: 401 });
  expect(server.requests).toHaveLength(1);
});

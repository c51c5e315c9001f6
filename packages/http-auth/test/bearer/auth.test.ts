import { AuthenticationError, Secret, type TokenStore } from "@org/http-core";
import { manualClock, testAuthScheme } from "@org/http-core/testing";
import { describe, expect, it } from "vitest";
import {
  bearerAuth,
  type BearerAuthScheme,
  type ProvidedToken,
  type TokenProvider,
  type TokenRequest,
} from "../../src/index.js";
import { startLoopback, type Loopback } from "../support/loopback.js";
import { openSession } from "../support/open-session.js";

const origin = "https://api.example.com";
const [right, wrong] = ["right-token-19aa", "wrong-token-77bc"];

testAuthScheme({
  name: "a fixed Bearer token",
  runner: { describe, it },
  maxCheckMs: 60_000,
  optionNames: ["principal"],
  make: ({ wrongSecret }) => {
    const token = wrongSecret ? wrong : right;
    return {
      scheme: bearerAuth({ token, origins: [origin] }),
      protectedUrl: `${origin}/things?page=1`,
      secrets: () => [token],
      service: ({ url, headers }) => {
        if (!url.startsWith(origin)) return undefined;
        return headers.get("authorization") === `Bearer ${right}` ? { body: [] } : { status: 401 };
      },
    };
  },
});

testAuthScheme({
  name: "Bearer tokens of a provider",
  runner: { describe, it },
  maxCheckMs: 60_000,
  optionNames: ["principal", "expiresAt", "renewAfter"],
  cannot: { "has another identity with another secret": "the scheme knows no secret until its provider is called" },
  make: ({ wrongSecret }) => {
    const issued: string[] = [];
    let valid = new Set<string>();
    const token: TokenProvider = ({ clock }) => {
      const made = `${wrongSecret ? wrong : right}-${issued.length}`;
      issued.push(made);
      if (!wrongSecret) valid.add(made);
      return { token: made, expiresAt: clock.nowMs() + 600_000 };
    };
    return {
      scheme: bearerAuth({ token, origins: [origin] }),
      protectedUrl: `${origin}/things?page=1`,
      secrets: () => issued,
      expireCredentials: () => void (valid = new Set()),
      service: ({ url, headers }) => {
        if (!url.startsWith(origin)) return undefined;
        const sent = headers.get("authorization")?.replace("Bearer ", "") ?? "";
        return valid.has(sent)
          ? { body: [] }
          : { status: 401, headers: { "www-authenticate": 'Bearer error="invalid_token"' } };
      },
    };
  },
});

/** A server that accepts the tokens of a list. */
async function startApi(accepted: Set<string>, challenge = 'Bearer error="invalid_token"'): Promise<Loopback> {
  return startLoopback(({ headers }, response) => {
    const isGood = accepted.has(headers.authorization?.replace(/^Bearer /, "") ?? "");
    if (!isGood) response.writeHead(401, { "WWW-Authenticate": challenge });
    response.end();
  });
}

/** A provider of numbered tokens that keeps what it is called with. */
function countingProvider(more: (number: number) => Partial<ProvidedToken> = () => ({})): {
  provide: TokenProvider;
  calls: TokenRequest[];
} {
  const calls: TokenRequest[] = [];
  return {
    calls,
    provide: (request) => {
      calls.push(request);
      return { token: `token-${calls.length}`, ...more(calls.length) };
    },
  };
}

describe("a provider", () => {
  it("is called once for many requests", async () => {
    const server = await startApi(new Set(["token-1"]));
    const { provide, calls } = countingProvider();
    const session = openSession(bearerAuth({ token: provide, origins: [server.origin] }), server.origin);
    await Promise.all(Array.from({ length: 10 }, () => session.get("/")));
    expect(calls).toHaveLength(1);
    expect(calls[0]?.cause).toBeUndefined();
    expect(server.requests).toHaveLength(10);
  });

  it.each<readonly [string, (token: string) => string | Secret | ProvidedToken | Promise<string>]>([
    ["text", (token) => token],
    ["a Secret", (token) => new Secret(token)],
    ["an object", (token) => ({ token: new Secret(token) })],
    ["a promise", async (token) => token],
  ])("may return %s", async (_title, wrap) => {
    const server = await startApi(new Set([right]));
    const auth = bearerAuth({ token: () => wrap(right), origins: [server.origin] });
    expect((await openSession(auth, server.origin).get("/")).status).toBe(200);
  });

  it("is called again before its token expires, and after a 401", async () => {
    const accepted = new Set(["token-1", "token-2"]);
    const server = await startApi(accepted);
    const clock = manualClock();
    const { provide, calls } = countingProvider((number) =>
      number === 1 ? { expiresAt: clock.nowMs() + 600_000 } : {},
    );
    const session = openSession(bearerAuth({ token: provide, origins: [server.origin] }), server.origin, { clock });
    await session.get("/");
    await clock.advance(600_001);
    expect((await session.get("/")).status).toBe(200);
    accepted.clear();
    accepted.add("token-3");
    expect((await session.get("/")).status).toBe(200);
    expect(calls.map(({ cause }) => cause?.status)).toEqual([undefined, undefined, 401]);
  });

  it("is called once, if it has no other token than the refused one", async () => {
    const server = await startApi(new Set());
    let calls = 0;
    const provide = (): string => (calls++, wrong);
    const session = openSession(bearerAuth({ token: provide, origins: [server.origin] }), server.origin);
    await expect(session.get("/")).rejects.toMatchObject({ code: "AUTH_TRANSIENT", status: 401 });
    expect([calls, server.requests.length]).toEqual([2, 1]);
  });

  it.each<readonly [string, unknown]>([
    ["nothing", undefined],
    ["an empty text", ""],
    ["a token with a line break", "canary\n"],
    ["an object without a token", { expiresAt: 1 }],
    ["an expired token", { token: "canary", expiresAt: 1 }],
    ["a time that is no number", { token: "canary", expiresAt: "2099-01-01" }],
    ["a renewal at no time", { token: "canary", renewAfter: Number.NaN }],
  ])("fails the call, without showing what it returned: %s", async (_title, value) => {
    const server = await startApi(new Set(["canary"]));
    const auth = bearerAuth({ token: () => value as string, origins: [server.origin] });
    const error = await openSession(auth, server.origin)
      .get("/")
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "AUTH_TRANSIENT" });
    expect(String(error)).toContain("token provider");
    expect(String(error)).not.toContain("canary");
    expect(server.requests).toHaveLength(0);
  });

  it("fails the call with its own AuthenticationError", async () => {
    const server = await startApi(new Set());
    const token = (): never => {
      throw new AuthenticationError("throttled", "too many tokens", { retryAfterMs: 5_000 });
    };
    const call = openSession(bearerAuth({ token, origins: [server.origin] }), server.origin).get("/");
    await expect(call).rejects.toMatchObject({ code: "AUTH_THROTTLED", retryAfterMs: 5_000 });
  });

  it("that never returns ends the call at the deadline of a login", async () => {
    const server = await startApi(new Set());
    const clock = manualClock();
    const isCalled = Promise.withResolvers<void>();
    const token = (): Promise<string> => {
      isCalled.resolve();
      return new Promise(() => {});
    };
    const timeout = { totalMs: 0, connectMs: 0, firstByteMs: 0, idleMs: 0 };
    const session = openSession(bearerAuth({ token, origins: [server.origin] }), server.origin, { clock, timeout });
    const call = Promise.allSettled([session.get("/")]);
    await isCalled.promise;
    await clock.advance(60_001);
    expect(await call).toMatchObject([{ status: "rejected", reason: { code: "AUTH_TIMEOUT" } }]);
  });

  it("has its own identity, unless a principal is given", async () => {
    const identityOf = async (scheme: BearerAuthScheme): Promise<string> => (await scheme.identity()).principal;
    const options = { token: () => right, origins: [origin] };
    expect(await identityOf(bearerAuth(options))).not.toBe(await identityOf(bearerAuth(options)));
    expect(await identityOf(bearerAuth({ ...options, principal: "ci" }))).toBe("ci");
  });
});

/** A token store in memory. */
function mapStore(): TokenStore {
  const entries = new Map<string, unknown>();
  return {
    get: async (key) => entries.get(key),
    set: async (key, value) => entries.set(key, value),
    delete: async (key) => entries.delete(key),
  };
}

describe("a token store", () => {
  const tokenStoreKey = new Secret("store-key-19aa");

  it("shares the tokens of schemes with the same principal", async () => {
    const server = await startApi(new Set(["token-1"]));
    const { provide, calls } = countingProvider();
    const tokenStore = mapStore();
    for (let process = 0; process < 2; process++) {
      const auth = bearerAuth({ token: provide, principal: "ci", origins: [server.origin] });
      const session = openSession(auth, server.origin, { tokenStore, tokenStoreKey, clock: manualClock() });
      expect((await session.get("/")).status).toBe(200);
    }
    expect(calls).toHaveLength(1);
  });

  it("never gives one scheme the token of another that has no principal either", async () => {
    const server = await startApi(new Set([right, wrong]));
    const tokenStore = mapStore();
    for (const token of [right, wrong]) {
      const auth = bearerAuth({ token: () => token, origins: [server.origin] });
      await openSession(auth, server.origin, { tokenStore, tokenStoreKey, clock: manualClock() }).get("/");
      expect(server.requests.at(-1)?.headers.authorization).toBe(`Bearer ${token}`);
    }
  });
});

it("does not replace a token that only lacks a scope", async () => {
  const server = await startApi(new Set(), 'Bearer error="insufficient_scope", scope="write"');
  const { provide, calls } = countingProvider();
  const session = openSession(bearerAuth({ token: provide, origins: [server.origin] }), server.origin);
  await expect(session.get("/")).rejects.toMatchObject({ code: "HTTP_STATUS", status: 401 });
  expect([calls.length, server.requests.length]).toEqual([1, 1]);
});

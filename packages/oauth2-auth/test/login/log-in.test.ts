import type { HttpResponse, Session, TokenStore } from "@org/http-core";
import { manualClock } from "@org/http-core/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { otherScope, scope, startOAuthServer } from "../support/oauth-server.js";
import { openSession, startMs } from "../support/open-session.js";

/** A token store in memory, which two sessions can share. */
function memoryStore(): TokenStore {
  const entries = new Map<string, string>();
  return {
    get: async (key) => entries.get(key),
    set: async (key, value) => entries.set(key, value),
    delete: async (key) => entries.delete(key),
  };
}

const get = (session: Session): Promise<HttpResponse> => session.get("/api");
const many = (session: Session): Promise<HttpResponse[]> => Promise.all(Array.from({ length: 20 }, () => get(session)));

describe("client credentials", () => {
  const ways = [
    ["basic", "client_secret_basic"],
    ["post", "client_secret_post"],
    ["jwt", "client_secret_jwt"],
  ] as const;
  it.each(ways)("log in once for many calls (%s)", async (clientAuth, registered) => {
    const server = await startOAuthServer({ clientAuth: registered });
    const responses = await many(openSession(server, { clientAuth, scope: ["api:read"] }));
    expect(responses.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(await responses[0]?.json()).toEqual({ scope: "api:read" });
    expect(server.grants).toEqual(["client_credentials"]);
  });

  it("look up metadata at the issuer, unless the token endpoint is an option", async () => {
    const server = await startOAuthServer();
    await get(openSession(server));
    expect(server.paths).toContain("/.well-known/openid-configuration");
    const before = server.paths.length;
    await get(openSession(server, { tokenEndpoint: `${server.url}/token` }));
    expect(server.paths.slice(before)).toEqual(["/token", "/api"]);
  });

  it("are used again when a token has expired, without a 401 in between", async () => {
    const server = await startOAuthServer({ accessTokenSeconds: 600 });
    const clock = manualClock(startMs);
    const session = openSession(server, {}, { clock });
    await get(session);
    server.age(601);
    await clock.advance(601_000);
    expect((await get(session)).status).toBe(200);
    expect(server.paths.filter((path) => path === "/api")).toHaveLength(2);
    expect(server.grants).toHaveLength(2);
  });

  it("are used again once when a token was revoked, and each call is repeated", async () => {
    const server = await startOAuthServer();
    const session = openSession(server);
    await get(session);
    await server.revoke(server.issued[0] ?? "");
    expect((await many(session)).map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(server.grants).toHaveLength(2);
  });

  it("that are wrong are sent once", async () => {
    const server = await startOAuthServer();
    const session = openSession(server, { clientSecret: "wrong-secret-of-at-least-32-characters" });
    await expect(get(session)).rejects.toMatchObject({
      name: "OAuth2LoginError",
      code: "AUTH_REJECTED",
      oauthError: "invalid_client",
      status: 401,
    });
    for (let i = 0; i < 5; i++) await expect(get(session)).rejects.toMatchObject({ code: "AUTH_LATCHED" });
    expect(server.grants).toEqual(["refused client_credentials"]);
  });

  it("for a scope that the client may not have are refused for that reason", async () => {
    const server = await startOAuthServer();
    await expect(get(openSession(server, { scope: otherScope }))).rejects.toMatchObject({
      oauthError: "invalid_scope",
    });
  });
});

describe("the scope of a call", () => {
  const scopeOf = async (session: Session, wanted?: string | readonly string[]): Promise<unknown> => {
    const response = await session.get("/api", wanted === undefined ? {} : { authOptions: { scope: wanted } });
    return ((await response.json()) as { readonly scope?: string }).scope;
  };

  it("has a token of its own, which all calls with this scope share", async () => {
    const server = await startOAuthServer();
    const session = openSession(server, { scope: "api:read" });
    const wanted = [undefined, "api:read", "openid", ["api:read", "openid"], "api:read openid", ["openid"]];
    const scopes = await Promise.all(wanted.map((one) => scopeOf(session, one)));
    const both = "api:read openid";
    expect(scopes).toEqual(["api:read", "api:read", "openid", both, both, "openid"]);
    expect(server.grants).toHaveLength(3);
  });

  it("narrows what a refresh token grants", async () => {
    const server = await startOAuthServer();
    const session = openSession(server, { refreshToken: await server.newRefreshToken() });
    expect(await Promise.all([scopeOf(session, "openid"), scopeOf(session), scopeOf(session, "api:read")])).toEqual([
      "openid",
      scope,
      "api:read",
    ]);
    expect(server.grants).toEqual(Array(3).fill("refresh_token"));
  });

  it("that the server refuses leaves other calls alone", async () => {
    const server = await startOAuthServer();
    const session = openSession(server, { scope: "api:read" });
    await expect(scopeOf(session, otherScope)).rejects.toMatchObject({ oauthError: "invalid_scope" });
    expect(await scopeOf(session)).toBe("api:read");
    expect(server.grants).toEqual(["refused client_credentials", "client_credentials"]);
  });

  it("is checked before anything is sent", async () => {
    const server = await startOAuthServer();
    const session = openSession(server);
    await expect(scopeOf(session, "")).rejects.toMatchObject({ code: "OPTION_INVALID" });
    await expect(session.get("/api", { authOptions: { scopes: "a" } })).rejects.toMatchObject({
      code: "OPTION_UNKNOWN",
    });
    expect(server.paths).toEqual([]);
  });
});

describe("a refresh token", () => {
  it("gets access tokens, and reports each new refresh token", async () => {
    const server = await startOAuthServer();
    const refreshToken = await server.newRefreshToken();
    const told: string[] = [];
    const session = openSession(server, { refreshToken, onRefreshToken: (token) => void told.push(token.reveal()) });
    expect(await (await get(session)).json()).toEqual({ scope });
    await session.renewCredential();
    expect(told).toHaveLength(2);
    expect(new Set([refreshToken, ...told]).size).toBe(3);
    expect((await get(openSession(server, { refreshToken: told[1] }))).status).toBe(200);
  });

  it("is used once for all calls after the access token has expired, and always the newest one", async () => {
    const server = await startOAuthServer({ accessTokenSeconds: 60 });
    const clock = manualClock(startMs);
    const session = openSession(server, { refreshToken: await server.newRefreshToken() }, { clock });
    for (let round = 1; round <= 6; round++) {
      const responses = await many(session);
      expect(responses.map(({ status }) => status)).toEqual(Array(20).fill(200));
      expect(server.grants).toEqual(Array(round).fill("refresh_token"));
      server.age(3_600);
      await clock.advance(3_600_000);
    }
  });

  it("is used ahead of expiry, in the background", async () => {
    const server = await startOAuthServer({ accessTokenSeconds: 600 });
    const clock = manualClock(startMs);
    const session = openSession(server, { refreshToken: await server.newRefreshToken() }, { clock });
    await get(session);
    await clock.advance(545_000);
    await get(session);
    await expect.poll(() => server.grants).toEqual(["refresh_token", "refresh_token"]);
    expect(server.paths.filter((path) => path === "/api")).toHaveLength(2);
  });

  it("that was revoked is rejected, and not sent again", async () => {
    const server = await startOAuthServer({ accessTokenSeconds: 60 });
    const told: string[] = [];
    const refreshToken = await server.newRefreshToken();
    const session = openSession(server, { refreshToken, onRefreshToken: (token) => void told.push(token.reveal()) });
    await get(session);
    await server.revoke(told[0] ?? "");
    const refused = { code: "AUTH_REJECTED", oauthError: "invalid_grant" };
    await expect(get(session)).rejects.toMatchObject(refused);
    const asked = server.grants.length;
    for (let i = 0; i < 5; i++) await expect(get(session)).rejects.toMatchObject({ code: "AUTH_LATCHED" });
    expect(server.grants).toHaveLength(asked);
  });

  it("of a public client needs no secret", async () => {
    const server = await startOAuthServer({ clientAuth: "none" });
    const refreshToken = await server.newRefreshToken();
    expect((await get(openSession(server, { refreshToken, clientSecret: undefined }))).status).toBe(200);
  });

  it("is replaced by its successor in a store, for every session that uses the store", async () => {
    const server = await startOAuthServer();
    const tokenStore = memoryStore();
    const refreshToken = await server.newRefreshToken();
    await get(openSession(server, { refreshToken }, { tokenStore }));
    // Sessions with different clocks share no login in memory, like sessions of two processes.
    const another = openSession(server, { refreshToken }, { tokenStore, clock: manualClock(startMs + 1) });
    await another.renewCredential();
    expect((await get(another)).status).toBe(200);
    expect(server.grants.filter((grant) => grant.startsWith("refused"))).toEqual([]);
  });

  it("that can't be saved causes a warning, and stays in use", async () => {
    const server = await startOAuthServer();
    const warnings: string[] = [];
    const listen = ({ message }: Error): void => void warnings.push(message);
    process.on("warning", listen);
    onTestFinished(() => void process.off("warning", listen));
    const onRefreshToken = (): never => {
      throw new Error("disk full");
    };
    const session = openSession(server, { refreshToken: await server.newRefreshToken(), onRefreshToken });
    expect((await get(session)).status).toBe(200);
    await expect.poll(() => warnings.join()).toContain("onRefreshToken failed");
  });
});

describe("clocks that disagree", () => {
  const skews = [-86_400_000, -3_600_000, -60_000, 60_000, 3_600_000, 86_400_000];
  it.each(skews)("by %d ms change nothing for tokens, assertions and ID tokens", async (skewMs) => {
    const clock = (): { clock: ReturnType<typeof manualClock> } => ({ clock: manualClock(startMs + skewMs) });
    const basic = await startOAuthServer();
    expect((await get(openSession(basic, {}, clock()))).status).toBe(200);
    const refreshToken = await basic.newRefreshToken();
    expect((await get(openSession(basic, { refreshToken }, clock()))).status).toBe(200);
    const jwt = await startOAuthServer({ clientAuth: "client_secret_jwt" });
    expect((await get(openSession(jwt, { clientAuth: "jwt" }, clock()))).status).toBe(200);
    expect([...basic.grants, ...jwt.grants].filter((grant) => grant.startsWith("refused"))).toEqual([]);
  });
});

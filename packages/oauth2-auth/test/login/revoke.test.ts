import { describe, expect, it } from "vitest";
import type { OAuth2AuthOptions } from "../../src/index.js";
import { startOAuthServer } from "../support/oauth-server.js";
import { openSession } from "../support/open-session.js";
import { startTokenServer, type TokenReply, type TokenServer } from "../support/token-server.js";

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("a logout at a real server", () => {
  it("revokes the access token of client credentials", async () => {
    const server = await startOAuthServer();
    const session = openSession(server);
    await session.get("/api");
    await session.logout();
    const authorization = `Bearer ${server.issued[0]}`;
    expect((await fetch(`${server.url}/api`, { headers: { authorization } })).status).toBe(401);
    expect((await session.get("/api")).status).toBe(200);
    expect(server.grants).toEqual(["client_credentials", "client_credentials"]);
  });

  it("revokes the newest refresh token and the access token", async () => {
    const server = await startOAuthServer();
    const told: string[] = [];
    const refreshToken = await server.newRefreshToken();
    const session = openSession(server, { refreshToken, onRefreshToken: (token) => void told.push(token.reveal()) });
    await session.get("/api");
    await session.renewCredential();
    await session.logout();
    const authorization = `Bearer ${server.issued[1]}`;
    expect((await fetch(`${server.url}/api`, { headers: { authorization } })).status).toBe(401);
    // Sessions with different clocks share nothing, like sessions of two processes.
    const error = await failure(openSession(server, { refreshToken: told[1] }).get("/api"));
    expect(error).toMatchObject({ oauthError: "invalid_grant" });
    expect(server.paths.filter((path) => path === "/token/revocation")).toHaveLength(2);
  });

  it("ends the grant: the session sends no refresh token any more", async () => {
    const server = await startOAuthServer();
    const session = openSession(server, { refreshToken: await server.newRefreshToken() });
    await session.get("/api");
    await session.logout();
    const message = expect.stringContaining("logged out");
    expect(await failure(session.get("/api"))).toMatchObject({ code: "AUTH_REJECTED", isGrantLost: true, message });
    expect(server.grants).toEqual(["refresh_token"]);
  });
});

/** A session that has logged in, and its server. */
async function logIn(
  reply: TokenReply,
  options: Partial<OAuth2AuthOptions> = {},
): Promise<[TokenServer, () => Promise<unknown>]> {
  const tokens = { access_token: "access-canary-1", refresh_token: "refresh-canary-1" };
  const server = await startTokenServer(() => ({ body: tokens }), { revoke: () => reply });
  const endpoints = { tokenEndpoint: `${server.url}/token`, revocationEndpoint: `${server.url}/revoke` };
  const session = openSession(server, { refreshToken: "R0", ...endpoints, ...options });
  await session.get("/api");
  return [server, () => failure(session.logout())];
}

describe("a revocation", () => {
  const successes: readonly (readonly [string, TokenReply])[] = [
    ["200 without a body", {}],
    ["200 with JSON", { body: {} }],
    ["200 with a page", { headers: { "content-type": "text/html" }, body: "<title>Bye</title>" }],
    ["204", { status: 204 }],
    ["unsupported_token_type", { status: 400, body: { error: "unsupported_token_type" } }],
  ];
  it.each(successes)("names both tokens, and succeeds with %s", async (_title, reply) => {
    const [server, logOut] = await logIn(reply);
    expect(await logOut()).toBeUndefined();
    const sent = server.revocations.map((form) => Object.fromEntries(form));
    expect(sent).toEqual([
      { token: "refresh-canary-1", token_type_hint: "refresh_token" },
      { token: "access-canary-1", token_type_hint: "access_token" },
    ]);
  });

  const failures: readonly (readonly [string, TokenReply, object])[] = [
    ["503", { status: 503 }, { code: "AUTH_TRANSIENT", status: 503 }],
    ["429", { status: 429, headers: { "retry-after": "7" } }, { code: "AUTH_THROTTLED", retryAfterMs: 7_000 }],
    ["invalid_client", { status: 401, body: { error: "invalid_client" } }, { code: "AUTH_TRANSIENT", status: 401 }],
    ["200 with an error", { body: { error: "server_error" } }, { code: "AUTH_TRANSIENT", oauthError: "server_error" }],
    ["the token in its message", { status: 400, body: { error_description: "not refresh-canary-1" } }, { status: 400 }],
    ["no response", { isBrokenOff: true }, { name: "TransportError" }],
  ];
  it.each(failures)("fails with %s, and shows no token", async (_title, reply, facts) => {
    const [, logOut] = await logIn(reply);
    const error = await logOut();
    expect(error).toMatchObject(facts);
    expect(String(error)).not.toContain("canary");
  });

  it("is not requested from a server without an endpoint for it", async () => {
    const [server, logOut] = await logIn({}, { revocationEndpoint: undefined });
    expect(await logOut()).toBeUndefined();
    expect(server.revocations).toEqual([]);
  });

  it("carries the client's proof", async () => {
    const [server, logOut] = await logIn({}, { clientAuth: "post" });
    await logOut();
    for (const form of server.revocations) {
      expect(form.get("client_id")).toBe("ci-client");
      expect(form.get("client_secret")).toMatch(/^client-secret-of/);
    }
  });
});

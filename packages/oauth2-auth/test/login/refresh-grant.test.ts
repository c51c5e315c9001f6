import type { Session, SessionOptions, TokenStore } from "@org/http-core";
import { manualClock, type ManualClock } from "@org/http-core/testing";
import fc from "fast-check";
import { createServer, type AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSession } from "@org/http-core";
import { oauth2Auth, type OAuth2AuthOptions, type OAuth2AuthScheme } from "../../src/index.js";
import { openSession, startMs } from "../support/open-session.js";
import { startTokenServer, type TokenReply, type TokenServer } from "../support/token-server.js";

const hour = 3_600_000;
const html = { "content-type": "text/html" };

/** An authorization server that exchanges each refresh token once, and counts tokens that come a second time. */
class Rotation {
  /** The refresh tokens that came in, in order. */
  readonly received: string[] = [];
  /** Sent in place of the next response. The token is exchanged nevertheless, if `isExchanged` says so. */
  next: { readonly reply: TokenReply; readonly isExchanged: boolean } | undefined;
  #newest = "R0";

  /** How many tokens came in that were exchanged before. */
  reused = 0;

  readonly handler = (form: URLSearchParams, count: number): TokenReply => {
    const token = form.get("refresh_token") ?? "";
    this.received.push(token);
    if (token !== this.#newest) {
      this.reused++;
      return { status: 400, body: { error: "invalid_grant" } };
    }
    const { reply, isExchanged } = this.next ?? { reply: undefined, isExchanged: true };
    this.next = undefined;
    if (isExchanged) this.#newest = `R${count}`;
    const tokens = { access_token: `A${count}`, token_type: "Bearer", expires_in: 600, refresh_token: this.#newest };
    return reply ?? { body: tokens };
  };
}

interface Setup {
  readonly server: TokenServer;
  readonly rotation: Rotation;
  readonly clock: ManualClock;
  readonly scheme: OAuth2AuthScheme;
  readonly session: Session;
  /** Opens another session, with the same clock. */
  readonly open: (auth: OAuth2AuthScheme) => Session;
  readonly create: (options?: Partial<OAuth2AuthOptions>) => OAuth2AuthScheme;
}

async function setUp(): Promise<Setup> {
  const rotation = new Rotation();
  const server = await startTokenServer(rotation.handler);
  const clock = manualClock(startMs);
  const { url } = server;
  const create = (options: Partial<OAuth2AuthOptions> = {}): OAuth2AuthScheme =>
    oauth2Auth({
      issuer: url,
      tokenEndpoint: `${url}/token`,
      origins: [url],
      clientId: "desktop",
      refreshToken: "R0",
      ...options,
    });
  const open = (auth: OAuth2AuthScheme): Session =>
    createSession({ auth, baseUrl: url, clock, random: () => 0.5, retry: false, retryWindow: { limit: 100 } });
  const scheme = create();
  return { server, rotation, clock, scheme, session: open(scheme), open, create };
}

function openWith(options: SessionOptions): Session {
  const session = createSession({ random: () => 0.5, retry: false, ...options });
  onTestFinished(() => session.close());
  return session;
}

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

const lost: readonly (readonly [string, TokenReply])[] = [
  ["a firewall's page with 403", { status: 403, headers: html, body: "<title>Blocked</title>" }],
  ["a page with 400", { status: 400, headers: html, body: "<title>Bad request</title>" }],
  ["401 without a code", { status: 401 }],
  ["403 with JSON without a code", { status: 403, body: { message: "no" } }],
  ["404", { status: 404 }],
  ["a redirect", { status: 302, headers: { location: "/login" } }],
  ["500", { status: 500 }],
  ["500 with server_error", { status: 500, body: { error: "server_error" } }],
  ["200 with server_error", { status: 200, body: { error: "server_error" } }],
  ["502", { status: 502, headers: html, body: "<title>Bad gateway</title>" }],
  ["503", { status: 503, headers: { "retry-after": "1" } }],
  ["504", { status: 504 }],
  ["a success that is no JSON", { body: "ok" }],
  ["a success without a token", { body: { token_type: "Bearer" } }],
  ["a success with a token of another type", { body: { access_token: "x", token_type: "mac" } }],
  ["no content", { status: 204 }],
  ["a success that is broken off", { body: '{"access_token":"x","refresh_token":"R', isBrokenOff: true }],
  ["a refusal that is broken off", { status: 401, body: '{"error":', isBrokenOff: true }],
  ["a connection that is broken off", { isBrokenOff: true }],
];

describe.each(lost)("a refresh token whose exchange ends in %s", (_title, reply) => {
  it.each(["the first exchange", "a renewal"])(
    "in %s is never sent again, and the error asks for a new grant",
    async (when) => {
      const { rotation, clock, session, scheme, open, create } = await setUp();
      if (when === "a renewal") await session.get("/api");
      rotation.next = { reply, isExchanged: true };
      const error = await failure(when === "a renewal" ? session.renewCredential() : session.get("/api"));
      const facts = { name: "OAuth2LoginError", code: "AUTH_REJECTED", isGrantLost: true, outcome: "unknown" };
      expect(error).toMatchObject({ ...facts, message: expect.stringMatching(/is unknown \(.+\), .*get a new one/) });
      const sent = [...rotation.received];

      expect(await failure(session.renewCredential())).toMatchObject({ code: "AUTH_LATCHED" });
      await clock.advance(hour + 1);
      expect(await failure(session.renewCredential())).toMatchObject(facts);
      await session.resetCredentials();
      expect(await failure(session.get("/api"))).toMatchObject(facts);
      await session.resetCredentials();
      expect(await failure(open(scheme).get("/api"))).toMatchObject(facts);
      await session.close();
      const other = open(create());
      await other.resetCredentials();
      expect(await failure(other.get("/api"))).toMatchObject({ name: "OAuth2LoginError", isGrantLost: true });
      expect(rotation.received).toEqual(sent);
    },
  );
});

const refused: readonly (readonly [string, TokenReply, string])[] = [
  ["429", { status: 429, headers: { "retry-after": "1" } }, "AUTH_THROTTLED"],
  ["a page with 429", { status: 429, headers: html, body: "<title>Slow down</title>" }, "AUTH_THROTTLED"],
  ["slow_down", { status: 400, body: { error: "slow_down" } }, "AUTH_THROTTLED"],
  ["invalid_request", { status: 400, body: { error: "invalid_request" } }, "AUTH_TRANSIENT"],
  ["invalid_scope", { status: 400, body: { error: "invalid_scope" } }, "AUTH_TRANSIENT"],
  ["unauthorized_client", { status: 403, body: { error: "unauthorized_client" } }, "AUTH_TRANSIENT"],
  ["200 with invalid_request", { body: { error: "invalid_request" } }, "AUTH_TRANSIENT"],
  ["temporarily_unavailable", { status: 503, body: { error: "temporarily_unavailable" } }, "AUTH_TRANSIENT"],
  ["invalid_client", { status: 401, body: { error: "invalid_client" } }, "AUTH_REJECTED"],
];

describe.each(refused)("a refresh token that the server did not take because of %s", (_title, reply, code) => {
  it.each(["the first exchange", "a renewal"])("in %s is used again, after a pause", async (when) => {
    const { rotation, clock, session } = await setUp();
    if (when === "a renewal") await session.get("/api");
    const before = rotation.received.length;
    rotation.next = { reply, isExchanged: false };
    const error = await failure(when === "a renewal" ? session.renewCredential() : session.get("/api"));
    expect(error).toMatchObject({ code });
    expect(error).not.toMatchObject({ isGrantLost: true });
    // Also a login after a rejected renewal does not repeat the request.
    expect(rotation.received).toHaveLength(before + 1);
    await clock.advance(hour + 1);
    await session.renewCredential();
    expect((await session.get("/api")).status).toBe(200);
    expect(rotation.reused).toBe(0);
  });
});

describe("a refresh token", () => {
  it.each([
    ["invalid_grant", { status: 400, body: { error: "invalid_grant", error_description: "expired" } }],
    ["200 with a code of its own", { body: { error: "bad_refresh_token" } }],
  ])("that is refused by %s is not sent again", async (_title, reply) => {
    const { rotation, clock, session } = await setUp();
    await session.get("/api");
    rotation.next = { reply, isExchanged: false };
    const facts = { code: "AUTH_REJECTED", oauthError: reply.body.error, isGrantLost: true };
    expect(await failure(session.renewCredential())).toMatchObject(facts);
    expect(await failure(session.renewCredential())).toMatchObject({ code: "AUTH_LATCHED" });
    await clock.advance(hour + 1);
    expect(await failure(session.renewCredential())).toMatchObject(facts);
    expect(rotation.received).toEqual(["R0", "R1"]);
  });

  it("is the newest one after resetCredentials", async () => {
    const { rotation, session } = await setUp();
    await session.get("/api");
    await session.resetCredentials();
    expect((await session.get("/api")).status).toBe(200);
    expect(rotation.received).toEqual(["R0", "R1"]);
  });

  it("is the newest one in another session with the same scheme, after the first was closed", async () => {
    const { rotation, session, scheme, open } = await setUp();
    await session.get("/api");
    await session.close();
    expect((await open(scheme).get("/api")).status).toBe(200);
    expect(rotation.received).toEqual(["R0", "R1"]);
  });

  it("is the one that another process has saved in the token store, also after resetCredentials", async () => {
    const { rotation, server, create } = await setUp();
    const entries = new Map<string, string>();
    const tokenStore: TokenStore = {
      get: async (key) => entries.get(key),
      set: async (key, value) => entries.set(key, value),
      delete: async (key) => entries.delete(key),
    };
    // Sessions with different clocks share nothing but the store, like sessions of two processes.
    const process = (startedMs: number): Session =>
      openWith({ baseUrl: server.url, auth: create(), clock: manualClock(startedMs), tokenStore });
    const [one, other] = [process(startMs), process(startMs + 1)];
    await one.get("/api");
    await other.get("/api");
    expect(rotation.received).toEqual(["R0"]);
    await other.resetCredentials();
    expect((await other.get("/api")).status).toBe(200);
    await one.renewCredential();
    await one.get("/api");
    await one.resetCredentials();
    expect((await one.get("/api")).status).toBe(200);
    expect(rotation.reused).toBe(0);
  });

  it("that another scheme has used is not sent by a new one", async () => {
    const { rotation, session, open, create } = await setUp();
    await session.get("/api");
    await session.close();
    const message = expect.stringContaining("used before");
    expect(await failure(open(create()).get("/api"))).toMatchObject({
      code: "AUTH_REJECTED",
      isGrantLost: true,
      message,
    });
    expect(rotation.received).toEqual(["R0"]);
    // A token with the same text of another client is another token.
    expect(await failure(open(create({ clientId: "other" })).get("/api"))).toMatchObject({
      oauthError: "invalid_grant",
    });
    expect(rotation.received).toEqual(["R0", "R0"]);
  });

  it("that two schemes have at the same time is sent by one of them", async () => {
    const { rotation, open, create } = await setUp();
    // Each waits for the metadata before it sends its token.
    const session = open(create({ tokenEndpoint: undefined }));
    await session.get("/api");
    const other = open(create({ tokenEndpoint: undefined, refreshToken: "R1" }));
    const results = await Promise.all([failure(session.renewCredential()), failure(other.get("/api"))]);
    expect(results.filter((error) => error === undefined)).toHaveLength(1);
    expect(rotation.received).toEqual(["R0", "R1"]);
  });

  it("is received by onRefreshToken, whoever waits for the login", async () => {
    const { rotation, open, create } = await setUp();
    const told: string[] = [];
    const session = open(create({ onRefreshToken: (token) => void told.push(token.reveal()) }));
    const controller = new AbortController();
    const aborted = failure(session.get("/api", { signal: controller.signal }));
    await expect.poll(() => rotation.received).toEqual(["R0"]);
    controller.abort();
    await aborted;
    await expect.poll(() => told).toEqual(["R1"]);
    expect((await session.get("/api")).status).toBe(200);
    expect(rotation.reused).toBe(0);
  });

  it("of a server that does not rotate them is sent each time", async () => {
    const server = await startTokenServer((_form, count) => ({
      body: { access_token: `A${count}`, token_type: "Bearer", expires_in: 600 },
    }));
    const session = openSession(server, { refreshToken: "R0", tokenEndpoint: `${server.url}/token` });
    await session.get("/api");
    await session.renewCredential();
    await session.resetCredentials();
    await session.get("/api");
    expect(server.forms.map((form) => form.get("refresh_token"))).toEqual(["R0", "R0", "R0"]);
  });

  it("that was not sent, since there was no connection, is sent later", async () => {
    const rotation = new Rotation();
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const clock = manualClock(startMs);
    const session = openSession(
      { url },
      { refreshToken: "R0", tokenEndpoint: `${url}/token` },
      { clock, retry: false },
    );
    const error = await failure(session.get("/api"));
    expect(error).toMatchObject({ bytesSent: "none" });
    await startTokenServer(rotation.handler, { port });
    await clock.advance(hour);
    expect((await session.get("/api")).status).toBe(200);
    expect(rotation.received).toEqual(["R0"]);
  });

  it("serves calls of several scopes one after another, each with the token of the one before", async () => {
    const { rotation, session, server, clock } = await setUp();
    const scopes = ["a", "b", "c", undefined];
    const callAll = (): Promise<unknown> =>
      Promise.all(scopes.map((scope) => session.get("/api", scope === undefined ? {} : { authOptions: { scope } })));
    await callAll();
    await clock.advance(hour);
    server.revokeAccess();
    await callAll();
    expect(rotation.received).toHaveLength(8);
    expect(new Set(rotation.received).size).toBe(8);
    expect(rotation.reused).toBe(0);
  });

  it("is never sent again once it was exchanged, whatever happens", async () => {
    const exchanged = fc.constantFrom(...lost.map(([, reply]) => ({ reply, isExchanged: true })));
    const notExchanged = fc.constantFrom(...refused.map(([, reply]) => ({ reply, isExchanged: false })));
    const actions = fc.array(fc.constantFrom("call", "renew", "reset", "wait", "revoke", "close", "recreate"), {
      maxLength: 12,
    });
    const faults = fc.dictionary(fc.constantFrom("1", "3", "5", "7"), fc.oneof(exchanged, notExchanged), {
      maxKeys: 2,
    });
    await fc.assert(
      fc.asyncProperty(actions, faults, async (steps, faultAt) => {
        const { rotation, clock, server, create, open, ...first } = await setUp();
        let [scheme, session] = [first.scheme, first.session];
        for (const [index, step] of steps.entries()) {
          rotation.next = faultAt[String(index)];
          if (step === "call") await failure(session.get("/api"));
          if (step === "renew") await failure(session.renewCredential());
          if (step === "reset") await session.resetCredentials();
          if (step === "wait") await clock.advance(hour + 1);
          if (step === "revoke") server.revokeAccess();
          if (step === "close") await session.close();
          if (step === "recreate") scheme = create();
          if (step === "close" || step === "recreate") session = open(scheme);
        }
        await session.close();
        expect(rotation.reused).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

/** A port of loopback that nothing listens on yet. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

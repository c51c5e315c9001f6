import { describe, expect, it } from "vitest";
import { memoryPermits, Secret, type AuthScheme, type Identity, type SessionOptions } from "../../../src/index.js";
import { mapStore } from "../../support/map-store.js";
import { TokenService } from "../../support/token-service.js";

/** A scheme of the service whose identity has no secret, for example since a device logs in. */
function secretless(service: TokenService, identity: Identity = { principal: "device" }): AuthScheme<Secret> {
  return { ...service.scheme(), identity: () => identity };
}

describe("an identity without a secret", () => {
  it("logs in, and sessions with the same scheme object share its credential", async () => {
    const service = new TokenService();
    const auth = secretless(service);
    for (const session of [service.session({ auth }), service.session({ auth })]) {
      expect((await session.get("/x")).status).toBe(200);
    }
    expect(service.logins).toBe(1);
  });

  it("shares nothing with the same name in another scheme object", async () => {
    const service = new TokenService();
    const schemes = [secretless(service), secretless(service)];
    await Promise.all(schemes.map((auth) => service.session({ auth }).authenticate()));
    expect(service.logins).toBe(2);
    expect(service.maxLoginsInFlight).toBe(2);
  });

  it("of another scheme object is neither latched nor made to wait when one is rejected", async () => {
    const service = new TokenService();
    service.loginStatus = 401;
    const [auth, other] = [secretless(service), secretless(service)];
    await expect(service.session({ auth }).get("/x")).rejects.toMatchObject({ code: "AUTH_REJECTED" });
    await expect(service.session({ auth }).get("/x")).rejects.toMatchObject({ code: "AUTH_LATCHED" });
    await expect(service.session({ auth: other }).get("/x")).rejects.toMatchObject({ code: "AUTH_REJECTED" });
    expect(service.logins).toBe(2);
  });

  it("quotes what a login throws", async () => {
    const service = new TokenService();
    const auth = { ...secretless(service), acquire: () => Promise.reject(new Error("the device is offline")) };
    await expect(service.session({ auth }).get("/x")).rejects.toMatchObject({
      message: "The login failed: the device is offline",
    });
  });

  it("counts logins in shared permits", async () => {
    const service = new TokenService();
    const permits = memoryPermits(service.clock);
    service.loginHeals = false;
    const session = service.session({ auth: secretless(service), permits, retryWindow: { limit: 1 } });
    await expect(session.get("/x")).rejects.toMatchObject({ code: "HTTP_STATUS" });
    await expect(session.get("/x")).rejects.toMatchObject({ code: "RETRY_WINDOW_EXHAUSTED" });
  });
});

describe("an identity without a secret, and a token store", () => {
  /** Sessions of two processes, each with a clock and a scheme object of its own. */
  const fleet = (service: TokenService, all: SessionOptions, ...each: readonly SessionOptions[]) =>
    each.map((options) =>
      service.session({ auth: secretless(service), clock: { ...service.clock }, ...all, ...options }),
    );

  it("needs the session's key, and nothing is sent without it", async () => {
    const service = new TokenService();
    const session = service.session({ auth: secretless(service), tokenStore: mapStore() });
    for (const call of [() => session.get("/x"), () => session.authenticate(), () => session.logout()]) {
      await expect(call()).rejects.toMatchObject({
        code: "OPTION_INVALID",
        message: expect.stringMatching(/^The identity of scheme token has no secret .* tokenStoreKey$/) as string,
      });
    }
    expect(service.transport.requests).toHaveLength(0);
  });

  it("shares its credential between processes with the same key", async () => {
    const service = new TokenService();
    const key = (): Secret => new Secret("key of the store");
    const sessions = fleet(service, { tokenStore: mapStore() }, { tokenStoreKey: key() }, { tokenStoreKey: key() });
    for (const session of sessions) expect((await session.get("/x")).status).toBe(200);
    expect(service.logins).toBe(1);
  });

  it.each([
    ["another key", { tokenStoreKey: new Secret("another key") }],
    ["another principal", { auth: secretless(new TokenService(), { principal: "other" }) }],
    ["other extra parts", { auth: secretless(new TokenService(), { principal: "device", extra: { scope: "x" } }) }],
  ])("shares nothing with a process that has %s", async (_, options) => {
    const service = new TokenService();
    const tokenStore = mapStore();
    const all = { tokenStore, tokenStoreKey: new Secret("key of the store") };
    const { acquire } = service.scheme();
    const auth = "auth" in options ? { auth: { ...options.auth, ...(acquire === undefined ? {} : { acquire }) } } : {};
    const [one, other] = fleet(service, all, {}, { ...options, ...auth });
    await one?.authenticate();
    await other?.authenticate();
    expect(service.logins).toBe(2);
    expect(tokenStore.entries.size).toBe(2);
  });

  it("shares nothing between sessions of one process that have different keys", async () => {
    const service = new TokenService();
    const [auth, tokenStore] = [secretless(service), mapStore()];
    for (const key of ["one", "other", "one"]) {
      await service.session({ auth, tokenStore, tokenStoreKey: new Secret(key) }).authenticate();
    }
    expect(service.logins).toBe(2);
  });

  it("shows neither the key nor the token in the store", async () => {
    const service = new TokenService();
    const tokenStore = mapStore();
    const key = new Secret("canary-key");
    await service.session({ auth: secretless(service), tokenStore, tokenStoreKey: key }).authenticate();
    const text = JSON.stringify([...tokenStore.entries]);
    expect(text).not.toContain("canary-key");
    expect(text).not.toContain("token-1");
  });
});

describe("a signer without a secret", () => {
  it("needs no key for the token store", async () => {
    const service = new TokenService();
    service.valid = "fixed";
    const auth: AuthScheme = {
      name: "signer",
      origins: ["https://api.example.com"],
      secrets: { headers: ["authorization"] },
      identity: () => ({ principal: "p" }),
      apply: (request) => request.with({ headers: { authorization: "Token fixed" } }),
    };
    const session = service.session({ auth, tokenStore: mapStore() });
    expect((await session.get("/x")).status).toBe(200);
  });
});

import { Keyv } from "keyv";
import { describe, expect, it } from "vitest";
import { memoryPermits, type Permits, type TokenStore } from "../../../src/index.js";
import { runUntilSettled } from "../../support/run-until-settled.js";
import { TokenService } from "../../support/token-service.js";
import { outagesIn, recordWarnings } from "../../support/warnings.js";

/** A token store of which kinds of calls can be made to fail, and that counts what it is asked. */
class FailingStore implements TokenStore {
  readonly entries = new Map<string, string>();
  readonly failing = new Set<"get" | "set" | "delete">();
  calls = 0;
  /** Called where a call fails; default: rejects. */
  fail: () => Promise<never> = () => Promise.reject(new Error("down"));

  async get(key: string): Promise<unknown> {
    return this.#call("get", () => this.entries.get(key));
  }
  async set(key: string, value: string): Promise<unknown> {
    return this.#call("set", () => this.entries.set(key, value));
  }
  async delete(key: string): Promise<unknown> {
    return this.#call("delete", () => this.entries.delete(key));
  }
  async #call(kind: "get" | "set" | "delete", run: () => unknown): Promise<unknown> {
    this.calls++;
    return this.failing.has(kind) ? this.fail() : run();
  }
}

/** Permits that can be cut off from their store. */
function cuttable(inner: Permits): Permits & { down: boolean } {
  return {
    down: false,
    async take(key, ttlMs) {
      if (this.down) throw new Error("down");
      return inner.take(key, ttlMs);
    },
    async peek(key) {
      if (this.down) throw new Error("down");
      return inner.peek(key);
    },
    async free(key) {
      if (this.down) throw new Error("down");
      return inner.free(key);
    },
  };
}

describe("an outage of the token store", () => {
  /** Renews as often as asked, each time because of a 401. */
  async function renew(service: TokenService, session: ReturnType<TokenService["session"]>, times = 1): Promise<void> {
    for (let i = 0; i < times; i++) {
      service.revoke();
      expect((await runUntilSettled(service.clock, session.get("/x"))).status).toBe(200);
    }
  }

  it("is reported once where reads work and writes do not, and again when it comes back", async () => {
    const service = new TokenService();
    const [store, logger] = [new FailingStore(), recordWarnings()];
    const session = service.session({ tokenStore: store, logger, retryWindow: { limit: 50 } });
    store.failing.add("set");
    await renew(service, session, 4);
    expect(outagesIn(logger.lines)).toHaveLength(1);
    store.failing.clear();
    await renew(service, session, 2);
    store.failing.add("set");
    await renew(service, session, 2);
    expect(outagesIn(logger.lines)).toHaveLength(2);
  });

  it("brings back no older token, where a newer one could not be kept", async () => {
    const service = new TokenService();
    const store = new FailingStore();
    const session = service.session({ tokenStore: store, logger: recordWarnings(), retryWindow: { limit: 50 } });
    await renew(service, session);
    store.failing.add("set");
    await renew(service, session, 3);
    expect(service.calls).toBe(1 + 2 * 3);
  });

  it("is reported once if Keyv returns as if there were no record", async () => {
    const service = new TokenService();
    const logger = recordWarnings();
    const down = (): Promise<never> => Promise.reject(new Error("down"));
    const adapter = { get: down, set: down, delete: down, clear: down };
    const tokenStore = new Keyv({ store: adapter as never });
    await renew(service, service.session({ tokenStore, logger, retryWindow: { limit: 50 } }), 4);
    expect(outagesIn(logger.lines)).toHaveLength(1);
  });

  it("is reported once where reads fail without a word", async () => {
    const service = new TokenService();
    const logger = recordWarnings();
    const keyv = new Keyv();
    const silent = { get: async () => undefined, set: () => Promise.reject(new Error("down")) };
    const session = service.session({ tokenStore: Object.assign(keyv, silent) as never, logger });
    keyv.emit("error", new Error("connection refused"));
    await renew(service, session, 3);
    expect(outagesIn(logger.lines)).toHaveLength(1);
  });

  it("is reported once, however many identities there are", async () => {
    const service = new TokenService();
    const [store, logger] = [new FailingStore(), recordWarnings()];
    store.failing.add("get").add("set");
    for (const name of ["ada", "grace", "mary"]) {
      await renew(service, service.session({ tokenStore: store, logger, auth: service.scheme(name) }));
    }
    expect(outagesIn(logger.lines)).toHaveLength(1);
  });

  it("is noticed before the first request", () => {
    const service = new TokenService();
    const [keyv, logger] = [new Keyv(), recordWarnings()];
    service.session({ tokenStore: keyv, logger });
    keyv.emit("error", new Error("connection refused"));
    expect(outagesIn(logger.lines)).toHaveLength(1);
  });

  it("that keeps callers waiting is paid for once in a while, not by every call", async () => {
    const service = new TokenService();
    const store = new FailingStore();
    store.fail = () => new Promise(() => {});
    store.failing.add("get").add("set");
    const session = service.session({ tokenStore: store, logger: recordWarnings() });
    await renew(service, session);
    expect(store.calls).toBe(1);
    store.failing.clear();
    await service.clock.advance(2_001);
    await renew(service, session);
    expect(store.entries.size).toBe(1);
  });
});

describe("an outage of shared permits", () => {
  it("leaves what this process has used up used up", async () => {
    const service = new TokenService();
    const permits = cuttable(memoryPermits(service.clock));
    const session = service.session({ permits, logger: recordWarnings() });
    for (const down of [false, false, false, true, true, false, false, true]) {
      permits.down = down;
      service.revoke();
      await runUntilSettled(service.clock, Promise.allSettled([session.get("/x")]));
    }
    expect(service.logins).toBe(1 + 4);
  });

  it("does not lift the latch of a rejected secret, in whatever process it was noticed", async () => {
    const service = new TokenService();
    const permits = cuttable(memoryPermits(service.clock));
    service.loginStatus = 401;
    const sessions = [1, 2].map(() =>
      service.session({ permits, logger: recordWarnings(), clock: { ...service.clock } }),
    );
    const all = (): Promise<unknown> =>
      runUntilSettled(service.clock, Promise.allSettled(sessions.map((session) => session.get("/x"))));
    await all();
    await all();
    permits.down = true;
    await all();
    expect(service.logins).toBe(1);
  });

  it("does not keep a latch that another process has lifted", async () => {
    const service = new TokenService();
    const permits = cuttable(memoryPermits(service.clock));
    service.loginStatus = 401;
    const [one, two] = [1, 2].map(() => service.session({ permits, clock: { ...service.clock } }));
    for (const session of [one, two]) await runUntilSettled(service.clock, Promise.allSettled([session?.get("/x")]));
    service.loginStatus = 200;
    await one?.resetCredentials();
    expect((await runUntilSettled(service.clock, two?.get("/x") ?? Promise.reject(new Error("none")))).status).toBe(
      200,
    );
  });

  it("does not keep the lock of a login that ended meanwhile", async () => {
    const service = new TokenService();
    const permits = cuttable(memoryPermits(service.clock));
    const cutDuringLogin = Promise.withResolvers<void>();
    service.loginGate = cutDuringLogin.promise;
    const [one, two] = [1, 2].map(() =>
      service.session({ permits, logger: recordWarnings(), clock: { ...service.clock } }),
    );
    const first = one?.get("/x");
    while (service.logins === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    permits.down = true;
    cutDuringLogin.resolve();
    expect((await first)?.status).toBe(200);
    permits.down = false;
    const startMs = service.clock.monotonicMs();
    expect((await runUntilSettled(service.clock, two?.get("/x") ?? Promise.reject(new Error("none")))).status).toBe(
      200,
    );
    expect(service.clock.monotonicMs() - startMs).toBeLessThan(10_000);
  });

  it("is met with one try a second, however much is to be given back", async () => {
    const service = new TokenService();
    const inner = memoryPermits(service.clock);
    let frees = 0;
    const permits: Permits = { ...inner, free: () => (frees++, Promise.reject(new Error("down"))) };
    const session = service.session({ permits, logger: recordWarnings() });
    await runUntilSettled(service.clock, session.get("/x"));
    await session.resetCredentials();
    const owed = frees;
    expect(owed).toBe(2);
    for (let second = 1; second <= 10; second++) await service.clock.advance(1_000);
    expect(frees - owed).toBeGreaterThanOrEqual(2);
    expect(frees - owed).toBeLessThanOrEqual(2 * 10);
  });

  it("leaves no lock behind in this process", async () => {
    const service = new TokenService();
    const permits = cuttable(memoryPermits(service.clock));
    const session = service.session({ permits, logger: recordWarnings() });
    const backDuringLogin = Promise.withResolvers<void>();
    service.loginGate = backDuringLogin.promise;
    permits.down = true;
    const first = session.get("/x");
    while (service.logins === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    permits.down = false;
    backDuringLogin.resolve();
    expect((await first).status).toBe(200);
    permits.down = true;
    service.revoke();
    const startMs = service.clock.monotonicMs();
    expect((await runUntilSettled(service.clock, session.get("/x"))).status).toBe(200);
    expect(service.clock.monotonicMs() - startMs).toBeLessThan(10_000);
  });
});

describe("a process that dies while it logs in", () => {
  it("costs the others time, and no request", async () => {
    const service = new TokenService();
    const inner = memoryPermits(service.clock);
    let dead = false;
    const permits: Permits = {
      ...inner,
      async take(key, ttlMs) {
        if (key.endsWith(":login") && !dead) {
          dead = true;
          await inner.take(key, ttlMs);
        }
        return inner.take(key, ttlMs);
      },
    };
    expect((await runUntilSettled(service.clock, service.session({ permits }).get("/x"))).status).toBe(200);
    expect(service.logins).toBe(1);
  });
});

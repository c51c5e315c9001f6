import { describe, expect, it } from "vitest";
import { memoryPermits, type Session, type SessionOptions, type TokenStore } from "../../../src/index.js";
import { fleetOf } from "../../support/fleet.js";
import { mapStore } from "../../support/map-store.js";
import { runUntilSettled } from "../../support/run-until-settled.js";
import { TokenService } from "../../support/token-service.js";

/** Another client of the same store, as another process has one. */
function anotherClient(store: TokenStore): TokenStore {
  return {
    get: (key) => store.get(key),
    set: (key, value) => store.set(key, value),
    delete: (key) => store.delete(key),
  };
}

/** Two sessions that the library takes for two processes, which share a store and perhaps permits. */
function twoProcesses(isSameClient: boolean, isSharingPermits: boolean) {
  const store = mapStore();
  const service = new TokenService();
  const shared = isSharingPermits ? { permits: memoryPermits(service.clock) } : {};
  const session = (tokenStore: TokenStore): Session =>
    service.session({ ...shared, tokenStore, clock: { ...service.clock } });
  const run = <T>(promise: Promise<T>): Promise<T> => runUntilSettled(service.clock, promise);
  const record = (): readonly [string, unknown] => {
    const [entry] = store.entries;
    if (entry === undefined) throw new Error("the store is empty");
    return entry;
  };
  return {
    store,
    service,
    one: session(store),
    other: session(isSameClient ? store : anotherClient(store)),
    run,
    record,
  };
}

describe("a record that is put back", () => {
  const knowers: readonly (readonly [string, boolean, boolean])[] = [
    ["this process has replaced or removed it", true, false],
    ["shared permits say so", false, true],
  ];

  it.each(knowers)("after its replacement is refused, since %s", async (_, isSameClient, isSharingPermits) => {
    const { store, service, one, other, run, record } = twoProcesses(isSameClient, isSharingPermits);
    await run(one.get("/x"));
    const [name, old] = record();
    await run(one.renewCredential());
    store.entries.set(name, old);
    expect((await run(other.get("/x"))).status).toBe(200);
    expect(service.logins).toBe(3);
  });

  it.each(knowers)("after its removal is refused, since %s", async (_, isSameClient, isSharingPermits) => {
    const { store, service, one, other, run, record } = twoProcesses(isSameClient, isSharingPermits);
    await run(one.get("/x"));
    const [name, old] = record();
    await run(one.resetCredentials());
    expect(store.entries.size).toBe(0);
    store.entries.set(name, old);
    await run(other.authenticate());
    expect(service.logins).toBe(2);
  });

  it("is refused by a process that removed it without having used it", async () => {
    const { store, service, one, other, run, record } = twoProcesses(false, true);
    await run(one.get("/x"));
    const [name, old] = record();
    await run(other.resetCredentials());
    store.entries.set(name, old);
    await run(other.authenticate());
    expect(service.logins).toBe(2);
  });

  it("is used by a process that can't know of it", async () => {
    const { store, service, one, other, run, record } = twoProcesses(false, false);
    await run(one.get("/x"));
    const [name, old] = record();
    await run(one.resetCredentials());
    store.entries.set(name, old);
    await run(other.authenticate());
    expect(service.logins).toBe(1);
  });

  it("does not keep a fleet from using the newest record", async () => {
    const options: SessionOptions = { tokenStore: mapStore() };
    const { service, sessions } = fleetOf(5, options);
    const run = <T>(promise: Promise<T>): Promise<T> => runUntilSettled(service.clock, promise);
    for (const session of sessions) await run(session.get("/x"));
    for (let round = 1; round <= 3; round++) {
      service.revoke();
      for (const session of sessions) expect((await run(session.get("/x"))).status).toBe(200);
      expect(service.logins).toBe(1 + round);
    }
  });
});

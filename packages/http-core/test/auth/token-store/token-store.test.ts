import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Keyv } from "keyv";
import { KeyvFile } from "keyv-file";
import { describe, expect, it } from "vitest";
import { Secret, type TokenStore } from "../../../src/index.js";
import { readRecord, writeRecord } from "../../../src/auth/token-store/record.js";
import { seal, unseal } from "../../../src/auth/token-store/seal.js";
import { runUntilSettled } from "../../support/run-until-settled.js";
import { TokenService } from "../../support/token-service.js";
import { recordWarnings } from "../../support/warnings.js";
import { fleetOf } from "../../support/fleet.js";
import { mapStore } from "../../support/map-store.js";

describe("a token store", () => {
  it("spares the second process its login", async () => {
    const { service, sessions } = fleetOf(2, { tokenStore: mapStore() });
    for (const session of sessions) expect((await session.get("/x")).status).toBe(200);
    expect(service.logins).toBe(1);
  });

  it("works with Keyv", async () => {
    const { service, sessions } = fleetOf(3, { tokenStore: new Keyv() });
    for (const session of sessions) await session.get("/x");
    expect(service.logins).toBe(1);
  });

  it("works with files by an adapter of Keyv, also for a process that starts later", async () => {
    const folder = await mkdtemp(join(tmpdir(), "token-store-"));
    const filename = join(folder, "tokens.json");
    try {
      const service = new TokenService();
      for (let process = 1; process <= 2; process++) {
        const tokenStore = new Keyv({ store: new KeyvFile({ filename, writeDelay: 1 }) });
        await using session = service.session({ tokenStore, clock: { ...service.clock } });
        expect((await session.get("/x")).status).toBe(200);
      }
      expect(service.logins).toBe(1);
      expect(await readFile(filename, "utf8")).not.toMatch(/token-1|correct horse|user"|api\.example/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("hands the newer token to a process whose own was rejected", async () => {
    const { service, sessions } = fleetOf(2, { tokenStore: mapStore() });
    const [one, two] = sessions;
    await one?.get("/x");
    await two?.get("/x");
    service.revoke();
    await one?.get("/x");
    expect((await two?.get("/x"))?.status).toBe(200);
    expect(service.logins).toBe(2);
  });

  it("never sends a token that expired by its own date, whatever the store still has", async () => {
    const store = mapStore();
    const { service, sessions } = fleetOf(2, { tokenStore: store });
    service.lifetimeMs = 60_000;
    await sessions[0]?.get("/x");
    await service.clock.advance(60_001);
    await sessions[1]?.get("/x");
    expect(service.logins).toBe(2);
  });

  it("holds neither token, password, principal nor origin in names or values", async () => {
    const store = mapStore();
    const { sessions } = fleetOf(1, { tokenStore: store });
    await sessions[0]?.get("/x");
    const dump = JSON.stringify([...store.entries]);
    const raw = [...store.entries.values()]
      .map((value) => Buffer.from(String(value), "base64").toString("latin1"))
      .join();
    for (const text of [dump, raw]) expect(text).not.toMatch(/token-1|correct horse|user"|api\.example/);
    expect(store.entries.size).toBe(1);
  });

  it("refuses a record that was copied from another identity", async () => {
    const store = mapStore();
    const service = new TokenService();
    await service.session({ tokenStore: store, auth: service.scheme("alice", "pw") }).get("/x");
    const stolen = [...store.entries.values()][0];
    const other = service.session({
      tokenStore: store,
      auth: service.scheme("bob", "pw"),
      clock: { ...service.clock },
    });
    await other.get("/x");
    const [bobKey] = [...store.entries.keys()].slice(1);
    store.entries.set(bobKey ?? "", stolen);
    const third = service.session({
      tokenStore: store,
      auth: service.scheme("bob", "pw"),
      clock: { ...service.clock },
    });
    await third.get("/x");
    expect(service.logins).toBe(3);
  });

  const spoilt: readonly unknown[] = [
    "not base64!",
    "",
    "AAAA",
    42,
    null,
    [],
    {},
    { value: null },
    "x".repeat(2_000_000),
    Buffer.alloc(64).toString("base64"),
  ];
  it.each(spoilt.map((value) => [value]))("takes a spoilt record for a miss: %#", async (value) => {
    const store = mapStore();
    const { service, sessions } = fleetOf(2, { tokenStore: store });
    await sessions[0]?.get("/x");
    for (const key of store.entries.keys()) store.entries.set(key, value);
    expect((await sessions[1]?.get("/x"))?.status).toBe(200);
    expect(service.logins).toBe(2);
  });

  const faulty: readonly (readonly [string, Partial<TokenStore>])[] = [
    [
      "rejects",
      {
        get: () => Promise.reject(new Error("redis://user:hunter2@host is down")),
        set: () => Promise.reject(new Error("down")),
      },
    ],
    [
      "throws at once",
      {
        get: () => {
          throw new Error("down");
        },
      },
    ],
    ["never responds", { get: () => new Promise(() => {}), set: () => new Promise(() => {}) }],
    ["lies that it stored", { set: async () => true }],
    ["says that it did not store", { set: async () => false }],
  ];

  it.each(faulty)("that %s costs no request, and warns at most once", async (_, fault) => {
    const store = { ...mapStore(), ...fault };
    const service = new TokenService();
    const logger = recordWarnings();
    const session = service.session({ tokenStore: store, logger });
    const responses = await runUntilSettled(service.clock, Promise.all([session.get("/x"), session.get("/x")]));
    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
    expect(service.logins).toBe(1);
    expect(logger.lines.length).toBeLessThanOrEqual(1);
    expect(logger.lines.join()).not.toContain("hunter2");
  });

  it("does not end the process by an error event", async () => {
    const keyv = new Keyv();
    const service = new TokenService();
    const logger = recordWarnings();
    await service.session({ tokenStore: keyv, logger }).get("/x");
    keyv.emit("error", new Error("connection lost"));
    expect(logger.lines).toHaveLength(1);
  });

  it("forgets the record with resetCredentials", async () => {
    const store = mapStore();
    const { sessions } = fleetOf(1, { tokenStore: store });
    await sessions[0]?.get("/x");
    await sessions[0]?.resetCredentials();
    expect(store.entries.size).toBe(0);
  });
});

describe("a stored record", () => {
  it("brings back every value as it was, secrets as secrets", () => {
    const value = { token: new Secret("t"), list: [new Secret("a"), 1], $secret: "plain", nested: { $plain: null } };
    const read = readRecord(writeRecord({ id: "1", credential: { value, expiresAt: 1e12 } }))?.credential;
    const back = read?.value as typeof value;
    expect(back.token.reveal()).toBe("t");
    expect((back.list[0] as Secret).reveal()).toBe("a");
    expect({ secret: back.$secret, nested: back.nested, expiresAt: read?.expiresAt }).toEqual({
      secret: "plain",
      nested: { $plain: null },
      expiresAt: 1e12,
    });
  });

  it("keeps plain data and both of its dates", () => {
    const value = { account: { id: "7", roles: ["a", "b"] }, token: "t" };
    const credential = { value, expiresAt: 2e12, renewAfter: 1e12 };
    expect(readRecord(writeRecord({ id: "1", credential }))).toEqual({ id: "1", credential });
  });

  it.each(["null", "7", '"text"', "[]"])("keeps a mark that wraps no object, but %s, as plain data", (text) => {
    const read = readRecord(`{"format":1,"id":"a","value":[{"$plain":${text}}]}`);
    expect(read?.credential.value).toEqual([{ $plain: JSON.parse(text) }]);
  });

  it.each([
    "",
    "null",
    "42",
    "[]",
    '"x"',
    "{}",
    '{"format":2,"id":"a"}',
    '{"format":1,"id":""}',
    '{"format":1,"id":"a","expiresAt":"soon"}',
    '{"format":1,"id":"a","expiresAt":9e99}',
  ])("of another form is a miss: %s", (text) => {
    expect(readRecord(text)).toBeUndefined();
  });

  it("opens only under its key, unchanged, for its identity", () => {
    const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const record = seal("text", key, "identity");
    const flipped = Buffer.from(record, "base64");
    flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
    expect(unseal(record, key, "identity")).toBe("text");
    expect([
      unseal(record, other, "identity"),
      unseal(record, key, "another"),
      unseal(flipped.toString("base64"), key, "identity"),
      unseal(record.slice(0, 20), key, "identity"),
    ]).toEqual([undefined, undefined, undefined, undefined]);
    expect(seal("text", key, "identity")).not.toBe(record);
  });
});

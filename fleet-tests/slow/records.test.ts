import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { member, type Member } from "../service/member.ts";
import { ownStore, type OwnStore } from "../service/own-store.ts";
import { TokenService } from "../service/token-service.ts";
import type { StoreClient } from "../stores/store.ts";
import { login } from "./expectations.ts";
import { forEachStore } from "./suite.ts";

let service: TokenService;
beforeEach(async () => {
  service = await TokenService.start();
});
afterEach(() => service.close());

/** Invalid content of a record; Keyv's own envelope is `{"value": …}`. */
const spoilt: readonly string[] = [
  "",
  "not JSON",
  '{"value":"AAAA',
  "null",
  "42",
  '"text"',
  "[]",
  "{}",
  '{"value":null}',
  '{"value":42}',
  '{"value":{"format":1,"id":"x","value":"canary"}}',
  '{"value":"eyJmb3JtYXQiOjF9"}',
  '{"value":"AAAA","expires":"soon"}',
  '{"value":"AAAA","expires":-1}',
  '{"value":"AAAA","expires":9e99}',
  '{"__proto__":{"value":"AAAA"}}',
  JSON.stringify({ value: "A".repeat(3_000_000) }),
];

forEachStore("records of a shared store", (store) => {
  let own: OwnStore;
  let clients: [StoreClient, StoreClient];
  beforeAll(async () => {
    own = await ownStore(store);
    clients = [own.client(), own.client()];
  });
  beforeEach(() => store.flush(own.directUrl));
  afterAll(() => own.close());

  function members(principal: string, more: { clockOffMs?: number } = {}): [Member, Member] {
    const options = { login: login(service, principal) };
    return [member(clients[0], options), member(clients[1], { ...options, ...more })];
  }

  /** Returns the only record. */
  async function record(): Promise<readonly [name: string, text: string]> {
    const [only, ...others] = await store.records(own.directUrl);
    expect(others).toEqual([]);
    return only ?? ["", ""];
  }

  it.each(spoilt.map((text) => [text.slice(0, 50), text]))(
    "are overwritten where they are spoilt: %j",
    async (_, text) => {
      const [one, two] = members("spoilt");
      await one.session.get("/x");
      const [name] = await record();
      await store.overwrite(own.directUrl, name, text);
      expect((await two.session.get("/x")).status).toBe(200);
      expect(service.logins).toBe(2);
      expect((await record())[1]).not.toBe(text);
      expect((await member(clients[0], { login: login(service, "spoilt") }).session.get("/x")).status).toBe(200);
      expect(service.logins, "the record is whole again").toBe(2);
    },
  );

  it.each(["bit", "part"])("are refused where a %s of them was changed", async (part) => {
    const [one, two] = members(`changed ${part}`);
    await one.session.get("/x");
    const [name, text] = await record();
    const value = /[A-Za-z0-9+/=]{60,}/.exec(text)?.[0] ?? "";
    const bytes = Buffer.from(value, "base64");
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    const changed = part === "bit" ? bytes.toString("base64") : value.slice(0, -8);
    await store.overwrite(own.directUrl, name, text.replace(value, changed));
    expect((await two.session.get("/x")).status).toBe(200);
    expect(service.logins).toBe(2);
  });

  it("are refused where they were copied from another identity", async () => {
    const [ada] = members("ada");
    await ada.session.get("/x");
    const [, stolen] = await record();
    await store.flush(own.directUrl);
    const [grace, another] = members("grace");
    await grace.session.get("/x");
    const [name] = await record();
    await store.overwrite(own.directUrl, name, stolen);
    expect((await another.session.get("/x")).status).toBe(200);
    expect(service.logins).toBe(3);
  });

  it("have different names for names that look alike", async () => {
    const names = [
      "a:b",
      "a::b",
      "a--b",
      "ab",
      "AB",
      "../ab",
      "a*",
      "\u00e9",
      "e\u0301",
      "\u{1F600}",
      "a".repeat(10_000),
    ];
    for (const name of names) await members(name)[0].session.get("/x");
    expect(service.logins).toBe(names.length);
    const stored = [...(await store.records(own.directUrl)).keys()];
    expect(stored).toHaveLength(names.length);
    for (const name of stored) expect(name).toMatch(/^[a-z:]*org-token-[0-9a-f]{36}$/);
  });

  it.each([-300_000, 300_000])(
    "serve a process whose clock is off by %i ms, with no more logins than it needs",
    async (off) => {
      service.lifetimeMs = 3_600_000;
      const [right, wrong] = members(`clock ${off}`, { clockOffMs: off });
      await right.session.get("/x");
      expect((await wrong.session.get("/x")).status).toBe(200);
      expect(service.logins).toBe(1);
      service.revoke();
      await wrong.session.get("/x");
      expect((await right.session.get("/x")).status).toBe(200);
      expect(service.logins).toBe(2);
    },
  );

  it("that are past their date are not sent, and harm nobody whose clock is wrong", async () => {
    service.lifetimeMs = 60_000;
    const [right, ahead] = members("past", { clockOffMs: 300_000 });
    await right.session.get("/x");
    expect((await ahead.session.get("/x")).status).toBe(200);
    expect(service.logins).toBe(2);
    expect((await right.session.get("/x")).status).toBe(200);
    expect(service.logins).toBe(2);
  });
});

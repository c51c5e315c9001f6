import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { member, type Member } from "../service/member.ts";
import { ownStore, type OwnStore } from "../service/own-store.ts";
import { TokenService } from "../service/token-service.ts";
import type { Store } from "../stores/store.ts";
import { forEachStore } from "./suite.ts";

/** A way for a store to fail: answers how it ends. */
type Outage = (own: OwnStore, store: Store) => Promise<() => Promise<void>>;

/** `warns` is false where nothing fails as far as a process can see. */
const outages: readonly { readonly name: string; readonly warns: boolean; readonly begin: Outage }[] = [
  {
    name: "killed",
    warns: true,
    begin: async ({ server }) => (await server.kill(), () => server.start()),
  },
  {
    name: "restarted",
    warns: false,
    begin: async ({ server }) => (await server.stop(), await server.start(), async () => {}),
  },
  {
    name: "cut off by the network",
    warns: true,
    begin: async ({ proxy }) => ((proxy.mode = "cut"), async () => void (proxy.mode = "pass")),
  },
  {
    name: "a black hole",
    warns: true,
    begin: async ({ proxy }) => ((proxy.mode = "black hole"), async () => void (proxy.mode = "pass")),
  },
  {
    name: "slow by two seconds",
    warns: true,
    begin: async ({ proxy }) => ((proxy.mode = { delayMs: 2_000 }), async () => void (proxy.mode = "pass")),
  },
  { name: "read-only", warns: true, begin: ({ directUrl }, store) => store.readOnly(directUrl) },
  { name: "full", warns: true, begin: ({ directUrl }, store) => store.full(directUrl) },
  {
    name: "flushed",
    warns: false,
    begin: async ({ directUrl }, store) => (await store.flush(directUrl), async () => {}),
  },
];

/** Two stores, each asked at most once before it is left alone, one second each; the rest is slack for slow machines. */
const longestRequestMs = 2 * 1_000 + 4_000;

let service: TokenService;
beforeEach(async () => {
  service = await TokenService.start();
});
afterEach(() => service.close());

forEachStore("a store that fails", (store) => {
  let own: OwnStore;
  beforeAll(async () => {
    own = await ownStore(store);
  });
  afterAll(() => own.close());

  /** An identity of a test's own: what one test leaves behind does not concern the next. */
  function login(principal: string): { url: string; principal: string; password: string } {
    return { url: service.url, principal, password: "canary-password" };
  }

  /** The service takes back all tokens; the member gets a new one. */
  async function renewed({ session }: Member): Promise<void> {
    service.revoke();
    const startMs = performance.now();
    const responses = await Promise.all(Array.from({ length: 5 }, () => session.get("/x")));
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(performance.now() - startMs).toBeLessThan(longestRequestMs);
  }

  /** Once a new token of one process reaches another that starts, the store works for both. */
  async function untilShared(principal: string): Promise<void> {
    const writer = member(own.client(), { login: login(principal), limit: 100 });
    for (let attempt = 1; ; attempt++) {
      await renewed(writer);
      const before = service.logins;
      await member(own.client(), { login: login(principal) }).session.get("/x");
      if (service.logins === before) return;
      expect(attempt, "tokens reach other processes again").toBeLessThan(20);
      await pause(500);
    }
  }

  it.each(outages)("costs no request and lifts no limit when it is $name", async ({ name, begin, warns }) => {
    const one = member(own.client(), { login: login(name) });
    await one.session.get("/x");
    await renewed(one);
    expect(service.logins).toBe(2);
    const end = await begin(own, store);
    await renewed(one);
    await renewed(one);
    service.rejectsAll = true;
    for (let i = 0; i < 6; i++) {
      const error: unknown = await one.session.get("/x").catch((reason: unknown) => reason);
      expect(error).toHaveProperty("code", i === 0 ? "HTTP_STATUS" : "RETRY_WINDOW_EXHAUSTED");
    }
    await end();
    await one.session.get("/x").catch(() => {});
    expect(service.logins).toBe(1 + 4);
    // Two roles, one warning each.
    expect(one.warnings.length).toBeLessThanOrEqual(2);
    expect(new Set(one.warnings).size).toBe(one.warnings.length);
    if (warns) expect(one.warnings.length).toBeGreaterThan(0);
    expect(one.warnings.join()).not.toMatch(/canary|127\.0\.0\.1/);
    service.rejectsAll = false;
    await untilShared(`${name}, over`);
  });
});

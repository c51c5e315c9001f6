import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { member } from "../service/member.ts";
import { ownStore, type OwnStore } from "../service/own-store.ts";
import { TokenService } from "../service/token-service.ts";
import type { Store } from "../stores/store.ts";
import { holdsNoSecret } from "./at-rest.ts";
import { eventually, expectOneWarningEach, expectSharing, login, renewed } from "./expectations.ts";
import { forEachStore } from "./suite.ts";

/** A way for a store to fail; returns a function that repairs it. */
type Outage = (own: OwnStore, store: Store) => Promise<() => Promise<void>>;

/** `warns` is false if a process can't notice the failure. */
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

  it.each(outages)("costs no request and lifts no limit when it is $name", async ({ name, begin, warns }) => {
    const [client, another] = [own.client(), own.client()];
    const one = member(client, { login: login(service, name) });
    await one.session.get("/x");
    await renewed(service, one);
    expect(service.logins).toBe(2);
    const end = await begin(own, store);
    await renewed(service, one);
    await renewed(service, one);
    service.rejectsAll = true;
    for (let i = 0; i < 6; i++) {
      const error: unknown = await one.session.get("/x").catch((reason: unknown) => reason);
      expect(error).toHaveProperty("code", i === 0 ? "HTTP_STATUS" : "RETRY_WINDOW_EXHAUSTED");
    }
    await end();
    await one.session.get("/x").catch(() => {});
    expect(service.logins).toBe(1 + 4);
    expectOneWarningEach(one.warnings);
    if (warns) expect(one.warnings.length).toBeGreaterThan(0);
    service.rejectsAll = false;
    await expectSharing(service, [client, another], `${name}, over`);
  });

  it("costs no request when it is down at the start, and is used from when it is there", async () => {
    await own.server.stop();
    const [client, another] = [own.client(), own.client()];
    const members = [client, another].map((each) => member(each, { login: login(service, "at the start") }));
    for (const one of members) {
      expect((await one.session.get("/x")).status).toBe(200);
      await renewed(service, one);
      expectOneWarningEach(one.warnings);
      expect(one.warnings).not.toHaveLength(0);
    }
    await own.server.start();
    await expectSharing(service, [client, another], "at the start, over");
  });

  it("is reported once each time, and not again while it is out of order", async () => {
    const one = member(own.client(), { login: login(service, "twice"), limit: 100 });
    const warnings: number[] = [];
    for (let outage = 1; outage <= 2; outage++) {
      own.proxy.mode = "cut";
      for (let i = 0; i < 3; i++) await renewed(service, one);
      own.proxy.mode = "pass";
      await eventually("the store is used again, for tokens and for permits", async () => {
        await store.flush(own.directUrl);
        await renewed(service, one);
        const [records, slots] = [await store.records(own.directUrl), await store.slots(own.directUrl)];
        return records.size > 0 && slots > 0;
      });
      warnings.push(one.warnings.length);
    }
    expect(warnings).toEqual([2, 4]);
  });

  it("that one process alone is cut off from serves the others", async () => {
    const near = store.connect(own.directUrl);
    const members = [own.client(), near].map((each) => member(each, { login: login(service, "partition") }));
    for (const { session } of members) await session.get("/x");
    expect(service.logins).toBe(1);
    own.proxy.mode = "cut";
    service.rejectsAll = true;
    for (let i = 0; i < 8; i++) await Promise.allSettled(members.map(({ session }) => session.get("/x")));
    // Each process keeps its own limit: a process that is cut off can't know what the others use.
    expect(service.logins).toBeLessThanOrEqual(1 + 4 * members.length);
    expect(members.map(({ warnings }) => warnings.length > 0)).toEqual([true, false]);
    own.proxy.mode = "pass";
    service.rejectsAll = false;
    await expectSharing(service, [own.client(), near], "partition, over");
    await near.close();
  });

  holdsNoSecret(store, () => own.directUrl);
});

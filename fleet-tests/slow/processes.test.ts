import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { anyStore } from "../service/any-store.ts";
import { TokenService } from "../service/token-service.ts";
import { startWorkers, type Worker } from "../service/worker.ts";
import type { Job } from "../workers/job.ts";
import { holdsNoSecret } from "./at-rest.ts";
import { forEachStore } from "./suite.ts";

/** Delay between taking a permit and the arrival of the login at the service, while twenty processes run on two cores. */
const latencyMs = 1_500;

let service: TokenService;
let workers: Worker[] = [];
beforeEach(async () => {
  service = await TokenService.start();
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.kill()));
  await service.close();
});

forEachStore("processes that share a store", (store) => {
  let shared: Awaited<ReturnType<typeof anyStore>>;
  beforeAll(async () => {
    shared = await anyStore(store);
  });
  afterAll(() => shared.close());

  /** Describes a job with a new identity. */
  function job(more: { limit?: number; windowMs?: number; loginMs?: number } = {}): Job {
    const { loginMs, ...rest } = more;
    const login = { url: service.url, principal: `canary-${randomUUID()}`, password: "canary-password", loginMs };
    return { store: store.name, storeUrl: shared.url, login, ...rest };
  }

  it("make one login on a cold start of ten", async () => {
    workers = await startWorkers(10, job());
    const outcomes = await Promise.all(workers.map((worker) => worker.send(3)));
    expect(outcomes.flat()).toEqual(Array.from({ length: 30 }, () => 200));
    expect(service.logins).toBe(1);
  });

  it("make one login for each expiry of a token, ten processes together", async () => {
    service.lifetimeMs = 3_000;
    workers = await startWorkers(10, job());
    while (service.logins < 4) {
      const outcomes = await Promise.all(workers.map((worker) => worker.send(1)));
      expect(new Set(outcomes.flat())).toEqual(new Set([200]));
      await pause(200);
    }
    // Tokens are renewed after half their lifetime: a second login for one token would follow the first at once.
    for (const [index, time] of service.loginTimes.slice(1).entries()) {
      expect(time - (service.loginTimes[index] ?? 0)).toBeGreaterThanOrEqual(service.lifetimeMs / 2);
    }
    expect(service.mostLoginsAtOnce).toBe(1);
  });

  it("make exactly 1 + 4 logins in a window where every answer is a 401, twenty processes together", async () => {
    service.rejectsAll = true;
    const windowMs = 6_000;
    workers = await startWorkers(20, job({ limit: 4, windowMs }));
    const outcomes = new Set<unknown>();
    // One whole window after the first login, and a few more permits.
    while (service.logins < 1 + 4 + 4) {
      const results = await Promise.all(workers.map((worker) => worker.send(1)));
      for (const outcome of results.flat()) outcomes.add(outcome);
      await pause(100);
    }
    const counted = service.loginTimes.slice(1);
    for (const [index, time] of counted.slice(4).entries()) {
      expect(time - (counted[index] ?? 0), "no window holds five").toBeGreaterThan(windowMs - latencyMs);
    }
    expect(outcomes).toEqual(new Set([401, "RETRY_WINDOW_EXHAUSTED"]));
    expect(service.mostLoginsAtOnce).toBe(1);
  });

  it("send a wrong password once, ten processes together", async () => {
    service.refusesLogins = true;
    workers = await startWorkers(10, job());
    const outcomes = await Promise.all(workers.map((worker) => worker.send(2)));
    expect(service.logins).toBe(1);
    expect(new Set(outcomes.flat())).toEqual(new Set(["AUTH_REJECTED", "AUTH_LATCHED"]));
  });

  it("go on when the one that logs in is killed: its lock expires, and one other logs in", async () => {
    const never = Promise.withResolvers<void>();
    service.loginGate = never.promise;
    const { length } = (workers = await startWorkers(5, job({ loginMs: 2_000 })));
    const [victim, ...others] = workers;
    victim?.send(1).catch(() => {});
    while (service.logins === 0) await pause(10);
    const results = others.map((other) => other.send(2));
    await victim?.kill();
    service.loginGate = Promise.resolve();
    const outcomes = (await Promise.all(results)).flat();
    expect(outcomes).toEqual(Array.from({ length: 2 * (length - 1) }, () => 200));
    expect(service.logins).toBe(1 + 1);
  });

  holdsNoSecret(store, () => shared.url);
});

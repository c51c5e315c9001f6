import assert from "node:assert/strict";
import { Secret } from "../../../../redaction/secret.js";
import { manualClock } from "../../../manual-clock.js";
import type { TokenStore } from "../../../../auth/token-store/token-store.js";
import { describeError } from "../../rejections.js";
import type { CheckTools, SchemeCheck } from "../../suite.js";

/** How far the clock of the sessions is wrong, in milliseconds. */
const aheadMs = 120_000;
/** How long a login may seem to last, in milliseconds. */
const toleranceMs = 1_500;

/** Credentials are kept as long as they are valid, by every process. */
export const lifetimeChecks: readonly SchemeCheck[] = [
  { title: "has a credential that a token store can keep", run: checkStore },
  { title: "counts a lifetime by the session's clock", run: checkLifetime },
].map((check) => ({ ...check, appliesTo: ({ acquire }) => acquire !== undefined }));

/** Two sessions with their own clocks share only the store, as two processes do. */
async function checkStore({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const { secret } = await one.subject.scheme.identity(one.subject.authOptions);
  const key = secret === undefined ? { tokenStoreKey: new Secret("key of the token store") } : {};
  const tokenStore = memoryStore();
  const first = one.session({ tokenStore, ...key });
  assert.equal(await one.call(first).catch(describeError), 200, "the first session must get status 200");
  const clock = manualClock(one.clock.nowMs());
  const second = one.session({ tokenStore, ...key, clock });
  const end = await one.call(second).catch(describeError);
  const advice = "its value must be plain data and Secret, and apply must use nothing else";
  assert.equal(end, 200, `a session must get status 200 with a credential from a token store: ${advice}`);
  assert.equal(one.watch.logins, 1, `a session must use the credential of the token store, and not log in: ${advice}`);
}

function memoryStore(): TokenStore {
  const entries = new Map<string, unknown>();
  return {
    get: async (key) => entries.get(key),
    set: async (key, value) => entries.set(key, value),
    delete: async (key) => entries.delete(key),
  };
}

async function checkLifetime({ harness }: CheckTools): Promise<void> {
  const [exact, ahead, behind] = [
    await lifetimesOf(harness(), 0),
    await lifetimesOf(harness({ aheadMs }), aheadMs),
    await lifetimesOf(harness({ aheadMs: -aheadMs }), -aheadMs),
  ];
  for (const [index, name] of (["expiresAt", "renewAfter"] as const).entries()) {
    for (const [lifetimes, which] of [
      [ahead, "ahead of"],
      [behind, "behind"],
    ] as const) {
      const differenceMs = Math.abs((lifetimes[index] ?? 0) - (exact[index] ?? 0));
      assert.ok(
        differenceMs <= toleranceMs,
        `${name} is ${differenceMs / 1000} s wrong where the machine's clock is ${aheadMs / 1000} s ${which} the service's: add the lifetime of the response to clock.nowMs() from before the request. If the service gives only a date, take the difference to the response's Date header as the lifetime`,
      );
    }
  }
}

async function lifetimesOf(
  one: ReturnType<CheckTools["harness"]>,
  skewMs: number,
): Promise<readonly (number | undefined)[]> {
  const end = await one.call(one.session()).catch(describeError);
  assert.equal(end, 200, `a call must get status 200 where the machine's clock is ${skewMs / 1000} s wrong`);
  const credential = one.watch.credentials.at(-1);
  const nowMs = one.clock.nowMs() + skewMs;
  return [credential?.expiresAt, credential?.renewAfter].map((atMs) => (atMs === undefined ? undefined : atMs - nowMs));
}

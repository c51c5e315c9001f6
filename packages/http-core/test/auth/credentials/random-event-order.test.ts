import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TokenService } from "../../support/token-service.js";

const windowMs = 600_000;
const limit = 3;

/** What may happen to a session, in any order. */
type Step =
  | { readonly kind: "calls"; readonly count: number }
  | { readonly kind: "aborted call" }
  | { readonly kind: "revoke" }
  | { readonly kind: "pass"; readonly ms: number }
  | { readonly kind: "login status"; readonly status: number }
  | { readonly kind: "login heals"; readonly heals: boolean }
  | { readonly kind: "renew" };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("calls" as const), count: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.constant({ kind: "aborted call" as const }) },
  { weight: 3, arbitrary: fc.constant({ kind: "revoke" as const }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("pass" as const), ms: fc.integer({ min: 0, max: 300_000 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("login status" as const), status: fc.constantFrom(200, 200, 503, 429) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("login heals" as const), heals: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ kind: "renew" as const }) },
);

/** Plays a history; returns the service, and how many calls began and ended. */
async function play(steps: readonly Step[]): Promise<{ service: TokenService; begun: number; ended: number }> {
  const service = new TokenService();
  const sessions = [1, 2].map(() => service.session({ retryWindow: { limit, windowMs }, retry: false }));
  let begun = 0;
  let ended = 0;
  const watch = (call: Promise<unknown>): void => {
    begun++;
    const end = (): void => void ended++;
    call.then(end, end);
  };
  const session = (): (typeof sessions)[number] => sessions[begun % 2] ?? service.session();
  for (const taken of steps) {
    if (taken.kind === "calls") for (let i = 0; i < taken.count; i++) watch(session().get(`/call-${begun}`));
    if (taken.kind === "aborted call") {
      const controller = new AbortController();
      watch(session().get(`/call-${begun}`, { signal: controller.signal }));
      controller.abort();
    }
    if (taken.kind === "revoke") service.revoke();
    if (taken.kind === "pass") await service.clock.advance(taken.ms);
    if (taken.kind === "login status") service.loginStatus = taken.status;
    if (taken.kind === "login heals") service.loginHeals = taken.heals;
    if (taken.kind === "renew") watch(session().renewCredential());
  }
  await service.clock.advance(400_000);
  return { service, begun, ended };
}

describe("any order of calls, refusals, failures, aborts and pauses", () => {
  it("keeps logins within the window, one at a time, sends no call more than twice, and leaves no caller waiting", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
        const { service, begun, ended } = await play(steps);
        expect(ended).toBe(begun);
        expect(service.maxLoginsInFlight).toBeLessThanOrEqual(1);
        const sends = new Map<string, number>();
        for (const { url } of service.transport.requests)
          if (url.includes("/call-")) sends.set(url, (sends.get(url) ?? 0) + 1);
        expect(Math.max(0, ...sends.values())).toBeLessThanOrEqual(2);
        // Renewals by hand that succeed are the caller's own decision, and so is the first login of all.
        const manual = steps.filter(({ kind }) => kind === "renew").length;
        for (const start of service.loginTimes) {
          const within = service.loginTimes.filter((time) => time >= start && time <= start + windowMs).length;
          expect(within).toBeLessThanOrEqual(limit + 1 + manual);
        }
      }),
      { numRuns: 150 },
    );
  });
});

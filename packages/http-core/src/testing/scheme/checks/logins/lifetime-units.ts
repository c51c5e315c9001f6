import assert from "node:assert/strict";
import type { Credential } from "../../../../auth/scheme.js";
import { fieldsOf } from "../../fields.js";
import type { SchemeHarness } from "../../harness/harness.js";
import type { CheckTools, SchemeCheck } from "../../suite.js";

/** No service issues tokens for a shorter time, in milliseconds. 3600 seconds that are taken for milliseconds are less. */
const minLifetimeMs = 5_000;
/** A wrong unit is wrong by 1000. A service may count `expires_in` in minutes nevertheless, so a smaller factor says nothing. */
const maxFactor = 500;

const advice =
  "the dates are milliseconds since 1970, and the lifetime of most services is in seconds: requestedAtMs + seconds * 1000 for expiresAt, or requestedAtMs + seconds * 800 for renewAfter";

/** A lifetime in the wrong unit makes a renewal or a login of nearly every call, or none until a call is refused. */
export const lifetimeUnitChecks: readonly SchemeCheck[] = [
  {
    title: "takes the lifetime of its credential in the right unit",
    appliesTo: ({ acquire }) => acquire !== undefined,
    run: checkUnits,
  },
];

async function checkUnits({ harness }: CheckTools): Promise<void> {
  const one = harness();
  const session = one.session();
  await checkNewest(one, "login", () => one.call(session));
  if (one.subject.scheme.renew === undefined) return;
  await checkNewest(one, "renewal", () => one.finish(session.renewCredential()));
}

async function checkNewest(one: SchemeHarness, step: string, run: () => Promise<unknown>): Promise<void> {
  const { clock, watch } = one;
  const before = watch.exchanges.length;
  // Other checks report a login or renewal that fails.
  await run().catch(() => {});
  const credential = watch.credentials.at(-1);
  if (credential === undefined) return;
  const issuedMs = await issuedLifetimeMs(one, before);
  const nowMs = clock.nowMs();
  for (const [name, lifetimeMs] of lifetimesOf(credential, nowMs)) {
    const seems = `${name} of the credential of a ${step} is ${lifetimeMs / 1000} s after it`;
    const isTooShort = lifetimeMs < minLifetimeMs || (issuedMs !== undefined && lifetimeMs <= issuedMs / 1000);
    assert.ok(!isTooShort, `${seems}, so nearly every call renews it or logs in: ${advice}`);
    const isTooLong = issuedMs !== undefined && lifetimeMs > maxFactor * issuedMs;
    assert.ok(!isTooLong, `${seems}, but the service's expires_in is ${(issuedMs ?? 0) / 1000} s: ${advice}`);
  }
}

function lifetimesOf({ expiresAt, renewAfter }: Credential<unknown>, nowMs: number): readonly [string, number][] {
  const dates: readonly (readonly [string, number | undefined])[] = [
    ["expiresAt", expiresAt],
    ["renewAfter", renewAfter],
  ];
  return dates.flatMap(([name, atMs]) => (atMs === undefined ? [] : [[name, atMs - nowMs]]));
}

/** Reads the lifetime that the service has issued. By RFC 6749 section 5.1, `expires_in` is in seconds. */
async function issuedLifetimeMs({ watch }: SchemeHarness, since: number): Promise<number | undefined> {
  const bodies = await Promise.all(watch.exchanges.slice(since).map(({ response }) => response.bytes()));
  const values = bodies.flatMap((body) => fieldsOf(body)).filter(([name]) => name === "expires_in");
  const seconds = Number(values.at(-1)?.[1]);
  return seconds > 0 ? seconds * 1000 : undefined;
}

import { memberOf } from "../../util/own-members.js";
import type { Clock } from "../../util/clock.js";
import type { Credential } from "../scheme.js";
import type { StoredCredential } from "../token-store/record.js";

/** A credential in use. */
export interface HeldCredential {
  /** What the login returned. */
  readonly credential: Credential<unknown>;
  /** Distinguishes a 401 for this credential from a 401 for an earlier one. */
  readonly version: number;
  /** Distinguishes one login from another in a store that several processes share. */
  readonly id: string;
  /** Monotonic milliseconds; `Infinity` if the credential never expires. */
  readonly expiresAtMs: number;
  /** Monotonic milliseconds from which the credential is renewed in the background. */
  readonly renewAfterMs: number;
}

/** A credential is renewed at most this long before it expires, unless the scheme says when. */
const maxRenewalMarginMs = 60_000;

/**
 * Converts a credential's dates to monotonic time, so that a later step of the wall clock does not move its expiry.
 *
 * @param stored - from a login or a store
 * @param version - of the new held credential
 * @param time - the clock, and a number from 0 to 1 that varies the renewal
 * @returns `undefined` if the credential has expired
 */
export function holdCredential(
  { id, credential }: StoredCredential,
  version: number,
  { clock, random }: { readonly clock: Clock; readonly random: () => number },
): HeldCredential | undefined {
  const expiresAt = memberOf(credential, "expiresAt") ?? Infinity;
  const renewAfter = memberOf(credential, "renewAfter");
  const lifetimeMs = expiresAt - clock.nowMs();
  if (!(lifetimeMs > 0)) return undefined;
  const marginMs = Math.min(maxRenewalMarginMs, lifetimeMs * (0.15 + 0.1 * random()));
  const renewInMs = renewAfter === undefined ? lifetimeMs - marginMs : Math.max(0, renewAfter - clock.nowMs());
  const nowMs = clock.monotonicMs();
  return { credential, version, id, expiresAtMs: nowMs + lifetimeMs, renewAfterMs: nowMs + renewInMs };
}

import { defaultMaxIdentities } from "../../defaults.js";
import type { Clock } from "../../util/clock.js";
import { SweepingMap } from "../../util/sweeping-map.js";
import { FallbackPermits } from "../limits/fallback-permits.js";
import { memoryPermits, type Permits } from "../limits/permits.js";
import { LoginHistory } from "../login/login-history.js";
import { SecretGate } from "../login/secret-gate.js";
import { accessTo, type SharingOptions } from "./shared-state.js";

/** What limits the logins of sessions with the same clock. */
interface SharedLimits {
  readonly permits: Permits;
  /** One per shared permits, since what it remembers of an outage must outlive a session. */
  readonly fallbacks: WeakMap<Permits, FallbackPermits>;
  /** Failed logins by the name of the login. They hold no secret, and outlive the sessions. */
  readonly histories: SweepingMap<LoginHistory>;
  /** By the name of the secret. */
  readonly gates: SweepingMap<SecretGate>;
}

/** The system clock has one set of limits for the whole process. A test with its own clock has its own. */
const limitsByClock = new WeakMap<Clock, SharedLimits>();

/**
 * Returns the histories of failed logins.
 *
 * @param names - of the logins
 * @param options - of a session
 */
export function historiesOf(names: readonly string[], { clock }: SharingOptions): readonly LoginHistory[] {
  const { histories } = sharedLimits(clock);
  return names.map((name) => histories.getOrCreate(name, () => new LoginHistory()));
}

/**
 * Returns the gates of secrets.
 *
 * @param names - of the secrets
 * @param options - of a session
 */
export function gatesOf(names: readonly string[], { clock }: SharingOptions): readonly SecretGate[] {
  const { gates } = sharedLimits(clock);
  return names.map((name) => gates.getOrCreate(name, () => new SecretGate()));
}

/**
 * Returns the session's shared permits combined with those of this process, or those of this process alone.
 *
 * @param options - of a session
 */
export function permitsOf(options: SharingOptions): Permits {
  const { permits: local, fallbacks } = sharedLimits(options.clock);
  if (options.permits === undefined) return local;
  const access = accessTo(options.permits, "permits store", options);
  const combined = fallbacks.get(options.permits) ?? new FallbackPermits(options.permits, local, access, options.clock);
  fallbacks.set(options.permits, combined);
  return combined;
}

function sharedLimits(clock: Clock): SharedLimits {
  const limits = limitsByClock.get(clock) ?? {
    permits: memoryPermits(clock),
    fallbacks: new WeakMap(),
    histories: new SweepingMap<LoginHistory>((history) => history.isActive(clock.monotonicMs()), defaultMaxIdentities),
    gates: new SweepingMap<SecretGate>((gate) => !gate.isIdle, defaultMaxIdentities),
  };
  limitsByClock.set(clock, limits);
  return limits;
}

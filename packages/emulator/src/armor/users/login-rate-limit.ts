import type { Clock } from "../../clock.js";
import type { V1Options } from "../options.js";

/** How often a user name may log in; without a limit nothing is counted. */
export class LoginRateLimit {
  readonly #times = new Map<string, readonly number[]>();
  readonly #clock: Clock;
  readonly #limit: V1Options["authorizeLimit"];

  constructor(clock: Clock, limit: V1Options["authorizeLimit"]) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** Counts a login, unless it is one too many. */
  take(username: string): boolean {
    if (this.#limit === undefined) return true;
    const key = username.toLowerCase();
    const nowMs = this.#clock.nowMs();
    const { requests, windowMs } = this.#limit;
    const recent = (this.#times.get(key) ?? []).filter((timeMs) => timeMs > nowMs - windowMs);
    if (recent.length >= requests) return false;
    this.#times.set(key, [...recent, nowMs]);
    return true;
  }
}

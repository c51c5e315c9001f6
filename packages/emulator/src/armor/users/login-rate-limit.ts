import type { Clock } from "../../clock.js";
import type { V1Options } from "../options.js";

/** Limits the logins of each user name. */
export class LoginRateLimit {
  readonly #times = new Map<string, readonly number[]>();
  readonly #clock: Clock;
  readonly #limit: V1Options["authorizeLimit"];

  /** @param limit - undefined for no limit */
  constructor(clock: Clock, limit: V1Options["authorizeLimit"]) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /**
   * Counts a login.
   *
   * @returns false if the limit is reached; the login is then not counted
   */
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

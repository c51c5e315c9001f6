import type { Clock } from "../../clock.js";

const maxFailures = 6;
const lockedMs = 3_600_000;

interface Failures {
  count: number;
  lockedUntilMs: number | undefined;
}

/** Counts failed logins by user name, over both login flows; the sixth locks the account for an hour. */
export class Lockout {
  readonly #failures = new Map<string, Failures>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  isLocked(username: string): boolean {
    return this.#find(username)?.lockedUntilMs !== undefined;
  }

  /** How many logins have failed since the last good one. */
  count(username: string): number {
    return this.#find(username)?.count ?? 0;
  }

  /** Counts a failure; those during a lock neither count nor prolong it. */
  fail(username: string): void {
    const failures = this.#find(username) ?? { count: 0, lockedUntilMs: undefined };
    if (failures.lockedUntilMs !== undefined) return;
    failures.count += 1;
    if (failures.count === maxFailures) failures.lockedUntilMs = this.#clock.nowMs() + lockedMs;
    this.#failures.set(username.toLowerCase(), failures);
  }

  reset(username: string): void {
    this.#failures.delete(username.toLowerCase());
  }

  #find(username: string): Failures | undefined {
    const failures = this.#failures.get(username.toLowerCase());
    const isOver = failures?.lockedUntilMs !== undefined && this.#clock.nowMs() >= failures.lockedUntilMs;
    return isOver ? undefined : failures;
  }
}

import type { Clock } from "../../clock.js";

const maxFailures = 6;
const lockoutMs = 3_600_000;

interface Failures {
  count: number;
  lockedUntilMs: number | undefined;
}

/** Counts the failed logins of each user name, over both logins. The sixth one locks the account for an hour. */
export class Lockout {
  readonly #failures = new Map<string, Failures>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether the account is locked now. */
  isLocked(username: string): boolean {
    return this.#find(username)?.lockedUntilMs !== undefined;
  }

  /** Returns the number of failed logins since the last successful one. */
  countFailures(username: string): number {
    return this.#find(username)?.count ?? 0;
  }

  /** Counts a failed login. While the account is locked, failures are not counted and do not extend the lockout. */
  addFailure(username: string): void {
    const failures = this.#find(username) ?? { count: 0, lockedUntilMs: undefined };
    if (failures.lockedUntilMs !== undefined) return;
    failures.count += 1;
    if (failures.count === maxFailures) failures.lockedUntilMs = this.#clock.nowMs() + lockoutMs;
    this.#failures.set(username.toLowerCase(), failures);
  }

  /** Forgets the failures, and unlocks the account. */
  reset(username: string): void {
    this.#failures.delete(username.toLowerCase());
  }

  #find(username: string): Failures | undefined {
    const failures = this.#failures.get(username.toLowerCase());
    const isOver = failures?.lockedUntilMs !== undefined && this.#clock.nowMs() >= failures.lockedUntilMs;
    return isOver ? undefined : failures;
  }
}

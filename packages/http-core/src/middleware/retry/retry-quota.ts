const capacity = 500;
const retryCost = 5;

/**
 * Limits the retries of a session, so that an outage does not multiply its traffic. A full quota allows 100 retries in a
 * row. Each call that succeeds at its first attempt adds a fifth of a retry.
 */
export class RetryQuota {
  #tokens = capacity;

  /** Takes the cost of one retry. Returns false if too few tokens are left. */
  take(): boolean {
    if (this.#tokens < retryCost) return false;
    this.#tokens -= retryCost;
    return true;
  }

  /** Adds a token, for a call that succeeded at its first attempt. */
  earn(): void {
    this.#tokens = Math.min(capacity, this.#tokens + 1);
  }
}

import type { Clock } from "../../util/clock.js";
import { AuthenticationError, isAuthenticationError, isHttpCoreError } from "../../errors.js";
import type { Permits } from "../limits/permits.js";
import { ReauthWindow, type WindowSize } from "../limits/reauth-window.js";
import type { LoginHistory } from "./login-history.js";

/** How long a rejected secret stays latched: one hour. */
const latchMs = 3_600_000;
const minBackoffMs = 1_000;
const maxBackoffMs = 60_000;

/** What a {@link LoginGuard} is made from. */
export interface LoginGuardOptions {
  /** Measures the back-off. */
  readonly clock: Clock;
  /** A number from 0 to 1, which varies the back-off. */
  readonly random: () => number;
  /** Keep the latch and the window. */
  readonly permits: Permits;
  /** Names the identity among the slots of the permits. */
  readonly slotName: () => Promise<string>;
  /** Counts the failed logins. */
  readonly history: LoginHistory;
}

/**
 * Decides whether an identity may log in now, so that the client never locks an account. A rejected secret is latched. A
 * failed login is followed by a back-off. The retry window limits the logins that {@link takePermit} counts.
 */
export class LoginGuard {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #permits: Permits;
  readonly #slotName: () => Promise<string>;
  readonly #history: LoginHistory;

  /** @param options - the identity, and where its limits are counted */
  constructor({ clock, random, permits, slotName, history }: LoginGuardOptions) {
    this.#clock = clock;
    this.#random = random;
    this.#permits = permits;
    this.#slotName = slotName;
    this.#history = history;
  }

  /** True during the back-off after a failed login. */
  get isBackingOff(): boolean {
    return this.#clock.monotonicMs() < this.#history.notBeforeMs;
  }

  /**
   * Refuses a login if the secret is latched, or during the back-off.
   *
   * @throws AuthenticationError `AUTH_LATCHED`, `AUTH_TRANSIENT`
   */
  async check(): Promise<void> {
    const latchedMs = await this.#permits.peek(await this.#latchKey());
    if (latchedMs > 0) throw this.#latchError(latchedMs);
    const waitMs = this.#history.notBeforeMs - this.#clock.monotonicMs();
    if (waitMs > 0) throw this.#backoffError(waitMs);
  }

  /**
   * Counts a login in the retry window if it follows a 401, or if the last login failed or was abandoned. First logins, logins
   * after an expiry and renewals that a caller asks for are not counted.
   *
   * @param isAfterRejection - true for a login that follows a 401
   * @param size - of the window
   * @throws RetryWindowExhaustedError `RETRY_WINDOW_EXHAUSTED`
   */
  async takePermit(isAfterRejection: boolean, size: WindowSize): Promise<void> {
    this.#history.windowMs = size.windowMs;
    if (!isAfterRejection && this.#history.failures === 0) return;
    await new ReauthWindow(this.#permits, this.#clock, await this.#slotName()).take(size);
  }

  /** Records a login that succeeded. */
  recordSuccess(): void {
    this.#history.clear();
  }

  /**
   * Records a login that all of its callers left before it ended. The service may have seen it nevertheless, so the next
   * login is counted in the window. There is no back-off.
   */
  recordAbandoned(): void {
    this.#history.addAbandoned(this.#clock.monotonicMs());
  }

  /**
   * Records a login that failed. A rejected secret is latched. Anything else starts a back-off, which is at least as long
   * as the service asked for.
   *
   * @param error - the reason of the failure
   */
  async recordFailure(error: unknown): Promise<void> {
    if (isAuthenticationError(error) && error.authOutcome === "rejected") {
      this.#history.addRejection(error, this.#clock.monotonicMs() + latchMs);
      await this.#permits.take(await this.#latchKey(), latchMs);
      return;
    }
    const exponentialMs = Math.min(maxBackoffMs, minBackoffMs * 2 ** this.#history.failures);
    const jitteredMs = Math.max(minBackoffMs, exponentialMs * (0.5 + 0.5 * this.#random()));
    const requestedMs = isHttpCoreError(error) ? (error.retryAfterMs ?? 0) : 0;
    this.#history.addFailure(error, this.#clock.monotonicMs(), Math.max(requestedMs, jitteredMs));
  }

  /** Removes the latch and the back-off. The window stays, since it protects the account. */
  async reset(): Promise<void> {
    this.recordSuccess();
    await this.#permits.free(await this.#latchKey());
  }

  async #latchKey(): Promise<string> {
    return `${await this.#slotName()}:latch`;
  }

  #latchError(freeInMs: number): AuthenticationError {
    const message = "The service rejected this secret, so it is not sent again; correct it, or call resetCredentials()";
    const retryAt = new Date(this.#clock.nowMs() + freeInMs);
    return new AuthenticationError("rejected", message, {
      code: "AUTH_LATCHED",
      cause: this.#history.lastFailure,
      retryAt,
    });
  }

  #backoffError(waitMs: number): AuthenticationError {
    const retryAfterMs = Math.ceil(waitMs);
    return new AuthenticationError("transient", `The last login failed; a new login is allowed in ${retryAfterMs} ms`, {
      cause: this.#history.lastFailure,
      retryAfterMs,
      retryAt: new Date(this.#clock.nowMs() + waitMs),
    });
  }
}

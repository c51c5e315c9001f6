import { memberOf } from "../../util/own-members.js";
import type { Clock } from "../../util/clock.js";
import { isHttpCoreError } from "../../http-core-error.js";
import { AuthenticationError, isAuthenticationError } from "../../errors.js";
import type { LimitNames } from "../limits/limit-names.js";
import type { Permits } from "../limits/permits.js";
import { RetryWindow, type RetryWindowSize } from "../limits/retry-window.js";
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
  /** Names the slots of the permits. */
  readonly names: () => Promise<LimitNames>;
  /** Returns the counters of failed logins, one history for each login origin. Identities with the same login share it. */
  readonly histories: () => readonly LoginHistory[];
}

/** Why a login happens. */
export interface LoginReason {
  /** True for a login that follows a 401. */
  readonly isAfterRejection: boolean;
  /** True for the first login of a credential source. */
  readonly isFirst: boolean;
}

/**
 * Decides whether an identity may log in now, so that the client never locks an account. A rejected secret is latched. A
 * failed login is followed by a back-off. The re-authentication window limits the logins that {@link takePermit} counts.
 */
export class LoginGuard {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #permits: Permits;
  readonly #names: () => Promise<LimitNames>;
  readonly #histories: () => readonly LoginHistory[];

  /** @param options - the identity, and where its limits are counted */
  constructor({ clock, random, permits, names, histories }: LoginGuardOptions) {
    this.#clock = clock;
    this.#random = random;
    this.#permits = permits;
    this.#names = names;
    this.#histories = histories;
  }

  /** True if no login is worth a try now: during the back-off after a failed login, and while the secret is latched. */
  get isBackingOff(): boolean {
    const latchedUntilMs = this.#histories().map((history) => history.latchedUntilMs);
    return this.#clock.monotonicMs() < Math.max(this.#notBeforeMs, ...latchedUntilMs);
  }

  /**
   * Refuses a login if the secret is latched, or during the back-off.
   *
   * @throws AuthenticationError `AUTH_LATCHED`, `AUTH_TRANSIENT`
   */
  async check(): Promise<void> {
    for (const key of await this.#latchKeys()) {
      const latchedMs = await this.#permits.peek(key);
      if (latchedMs > 0) throw this.#latchError(latchedMs);
    }
    const waitMs = this.#notBeforeMs - this.#clock.monotonicMs();
    if (waitMs > 0) throw this.#backoffError(waitMs);
  }

  /**
   * Counts a login in the re-authentication window if it follows a 401, or if the last login failed or was abandoned.
   * First logins, logins after an expiry and renewals that a caller asks for are not counted. A first login is refused
   * while the window has no permit left: another list of API hosts must not begin a new series of logins.
   *
   * @param reason - of the login
   * @param size - of the window
   * @throws RetryWindowExhaustedError `RETRY_WINDOW_EXHAUSTED`
   */
  async takePermit({ isAfterRejection, isFirst }: LoginReason, size: RetryWindowSize): Promise<void> {
    for (const history of this.#histories()) history.windowMs = size.windowMs;
    const isCounted = isAfterRejection || this.#failures > 0;
    if (!isCounted && !isFirst) return;
    const { logins } = await this.#names();
    const windows = logins.map((name) => new RetryWindow(this.#permits, this.#clock, name));
    for (const window of windows) await (isCounted ? window.take(size) : window.check(size));
  }

  /** Records a login that succeeded. */
  recordSuccess(): void {
    for (const history of this.#histories()) history.clear();
  }

  /**
   * Records a login that was ended because no session uses the identity any more. The service may have seen it nevertheless,
   * so the next login is counted in the window. No back-off follows.
   */
  recordAbandoned(): void {
    for (const history of this.#histories()) history.addAbandoned(this.#clock.monotonicMs());
  }

  /**
   * Records a login that failed. A rejected secret is latched. Anything else starts a back-off, which is at least as long
   * as the service asked for.
   *
   * @param error - the reason of the failure
   */
  async recordFailure(error: unknown): Promise<void> {
    const nowMs = this.#clock.monotonicMs();
    if (isAuthenticationError(error) && error.authOutcome === "rejected") {
      for (const history of this.#histories()) history.addRejection(error, nowMs + latchMs);
      for (const key of await this.#latchKeys()) await this.#permits.take(key, latchMs);
      return;
    }
    const exponentialMs = Math.min(maxBackoffMs, minBackoffMs * 2 ** this.#failures);
    const jitteredMs = Math.max(minBackoffMs, exponentialMs * (0.5 + 0.5 * this.#random()));
    const requestedMs = isHttpCoreError(error) ? (memberOf(error, "retryAfterMs") ?? 0) : 0;
    for (const history of this.#histories()) history.addFailure(error, nowMs, Math.max(requestedMs, jitteredMs));
  }

  /** Removes the latch and the back-off. The window stays, since it protects the account. */
  async reset(): Promise<void> {
    this.recordSuccess();
    for (const key of await this.#latchKeys()) await this.#permits.free(key);
  }

  get #failures(): number {
    return Math.max(0, ...this.#histories().map(({ failures }) => failures));
  }

  get #notBeforeMs(): number {
    return Math.max(0, ...this.#histories().map(({ notBeforeMs }) => notBeforeMs));
  }

  get #lastFailure(): unknown {
    return this.#histories().find(({ lastFailure }) => lastFailure !== undefined)?.lastFailure;
  }

  async #latchKeys(): Promise<readonly string[]> {
    const { secrets } = await this.#names();
    return secrets.map((name) => `${name}:latch`);
  }

  #latchError(freeInMs: number): AuthenticationError {
    const retryAt = new Date(this.#clock.nowMs() + freeInMs);
    const until = `it is not sent again until ${retryAt.toISOString()}`;
    const message = `The service rejected this secret, so ${until}; correct it, or call resetCredentials() of a session with it`;
    return new AuthenticationError("rejected", message, {
      code: "AUTH_LATCHED",
      cause: this.#lastFailure,
      retryAt,
    });
  }

  #backoffError(waitMs: number): AuthenticationError {
    const retryAfterMs = Math.ceil(waitMs);
    return new AuthenticationError("transient", `The last login failed; a new login is allowed in ${retryAfterMs} ms`, {
      cause: this.#lastFailure,
      retryAfterMs,
      retryAt: new Date(this.#clock.nowMs() + waitMs),
    });
  }
}

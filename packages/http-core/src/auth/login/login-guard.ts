import type { Clock } from "../../util/clock.js";
import { AuthenticationError, isAuthenticationError, isHttpCoreError } from "../../errors.js";
import type { Permits } from "../limits/permits.js";
import { RetryWindow, type WindowSize } from "../limits/reauth-window.js";

const latchMs = 3_600_000;
const firstBackoffMs = 1_000;
const longestBackoffMs = 60_000;

/**
 * Decides whether an identity may log in now: a rejected secret is latched, a failed login backs off, and the rolling
 * window bounds them all, so that no account is ever locked by us.
 */
export class LoginGuard {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #permits: Permits;
  readonly #slotName: () => Promise<string>;
  #failures = 0;
  #notBeforeMs = 0;
  #lastFailure: unknown;

  /** @param parts - `slotName` names the identity among the permits' slots */
  constructor(parts: { clock: Clock; random: () => number; permits: Permits; slotName: () => Promise<string> }) {
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#permits = parts.permits;
    this.#slotName = parts.slotName;
  }

  /** True while a failed login backs off. */
  get backingOff(): boolean {
    return this.#clock.monotonicMs() < this.#notBeforeMs;
  }

  /**
   * Refuses where the secret is latched or a failed login backs off.
   *
   * @throws AuthenticationError `AUTH_LATCHED`, `AUTH_TRANSIENT`
   */
  async check(): Promise<void> {
    const latchedMs = await this.#permits.peek(await this.#latch());
    if (latchedMs > 0) throw this.#latched(latchedMs);
    const waitMs = this.#notBeforeMs - this.#clock.monotonicMs();
    if (waitMs > 0) throw this.#tooEarly(waitMs);
  }

  /**
   * Takes a permit where one is due: for a login after a 401, and for every one after a failed one.
   *
   * @throws RetryWindowExhaustedError
   */
  async permit(afterRejection: boolean, size: WindowSize): Promise<void> {
    if (!afterRejection && this.#failures === 0) return;
    await new RetryWindow(this.#permits, this.#clock, await this.#slotName()).take(size);
  }

  /** A login went well. */
  succeeded(): void {
    this.#failures = 0;
    this.#notBeforeMs = 0;
    this.#lastFailure = undefined;
  }

  /**
   * Everybody left a login before it ended. The service may have seen it all the same, so the next one takes a permit;
   * nobody has to wait for it.
   */
  abandoned(): void {
    this.#failures++;
  }

  /** A login failed: a rejected secret latches, anything else backs off, at least as long as the service asked. */
  async failed(error: unknown): Promise<void> {
    this.#lastFailure = error;
    if (isAuthenticationError(error) && error.authOutcome === "rejected") {
      await this.#permits.take(await this.#latch(), latchMs);
      return;
    }
    this.#failures++;
    const mostMs = Math.min(longestBackoffMs, firstBackoffMs * 2 ** (this.#failures - 1));
    const askedMs = isHttpCoreError(error) ? (error.retryAfterMs ?? 0) : 0;
    const jitteredMs = Math.max(firstBackoffMs, mostMs * (0.5 + 0.5 * this.#random()));
    this.#notBeforeMs = this.#clock.monotonicMs() + Math.max(askedMs, jitteredMs);
  }

  /** Lifts latch and back-off. The window stays: it protects the account from us. */
  async reset(): Promise<void> {
    this.succeeded();
    await this.#permits.free(await this.#latch());
  }

  async #latch(): Promise<string> {
    return `${await this.#slotName()}:latch`;
  }

  #latched(freeInMs: number): AuthenticationError {
    const message = "The service rejected this secret, so it is not sent again; correct it, or call resetCredentials()";
    const retryAt = new Date(this.#clock.nowMs() + freeInMs);
    return new AuthenticationError("rejected", message, { code: "AUTH_LATCHED", cause: this.#lastFailure, retryAt });
  }

  #tooEarly(waitMs: number): AuthenticationError {
    const retryAfterMs = Math.ceil(waitMs);
    return new AuthenticationError("transient", `The last login failed; the next is tried in ${retryAfterMs} ms`, {
      cause: this.#lastFailure,
      retryAfterMs,
      retryAt: new Date(this.#clock.nowMs() + waitMs),
    });
  }
}

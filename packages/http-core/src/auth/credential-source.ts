import type { Clock } from "../clock.js";
import { AuthenticationError, isAuthenticationError, isHttpCoreError, type HttpCoreError } from "../errors.js";
import type { Logger } from "../logger.js";
import { Flight, rejectionBy } from "./flight.js";
import type { Permits } from "./permits.js";
import { RetryWindow, type WindowSize } from "./retry-window.js";
import type { AcquireContext, AnyAuthScheme, Credential } from "./scheme.js";

/** A credential in use. The version tells a 401 on an old one from a 401 on this one. */
export interface HeldCredential {
  readonly credential: Credential<unknown>;
  readonly version: number;
  /** Monotonic milliseconds; `Infinity` where it never expires. */
  readonly expiresAtMs: number;
  readonly renewAfterMs: number;
}

/** Who asks for a credential, and by what means a login would be made. */
export interface CredentialCaller {
  readonly scheme: AnyAuthScheme;
  readonly window: WindowSize;
  readonly signal?: AbortSignal | undefined;
  readonly logger: Logger;
  /** The context a login gets when this caller starts it. */
  loginContext(signal: AbortSignal): AcquireContext<unknown>;
}

type Reason = "missing" | "expired" | "rejected" | "renewal";

const defaultLoginMs = 60_000;
const latchMs = 3_600_000;
const firstBackoffMs = 1_000;
const longestBackoffMs = 60_000;
const longestMarginMs = 60_000;

/**
 * The credential of one identity and the one path by which it is replaced: timer, 401 and manual renewal all meet
 * in {@link CredentialSource.replace}.
 */
export class CredentialSource {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #window: RetryWindow;
  #held: HeldCredential | undefined;
  #flight: Flight<HeldCredential> | undefined;
  #versions = 0;
  #failures = 0;
  #notBeforeMs = 0;
  #lastFailure: unknown;
  #latchedUntilMs = 0;

  constructor(parts: { clock: Clock; random: () => number; permits: Permits; key: string }) {
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#window = new RetryWindow(parts.permits, parts.clock, parts.key);
  }

  /** What is there now, valid or not; logs in zero times. */
  peek(): HeldCredential | undefined {
    return this.#held === undefined || this.#expired(this.#held) ? undefined : this.#held;
  }

  /** A valid credential: the one that is there, or one from a login. */
  async get(caller: CredentialCaller): Promise<HeldCredential> {
    const held = this.peek();
    if (held === undefined) return this.#join(this.#held === undefined ? "missing" : "expired", caller);
    if (this.#clock.monotonicMs() >= held.renewAfterMs) this.#renewAhead(caller);
    return held;
  }

  /**
   * A credential other than the rejected one. If a newer one is there already, nobody logs in.
   *
   * @param rejectedVersion - the version that got the 401; `undefined` renews in any case
   * @throws RetryWindowExhaustedError, AuthenticationError
   */
  async replace(rejectedVersion: number | undefined, caller: CredentialCaller): Promise<HeldCredential> {
    const held = this.peek();
    if (held !== undefined && rejectedVersion !== undefined && held.version !== rejectedVersion) return held;
    return this.#join(rejectedVersion === undefined ? "renewal" : "rejected", caller);
  }

  /** Forgets the credential, the latch and the back-off; the window stays. */
  reset(): void {
    this.#held = undefined;
    this.#flight = undefined;
    this.#failures = 0;
    this.#notBeforeMs = 0;
    this.#latchedUntilMs = 0;
  }

  #join(reason: Reason, caller: CredentialCaller): Promise<HeldCredential> {
    if (this.#flight === undefined || this.#flight.ended) this.#flight = this.#takeOff(reason, caller);
    return this.#flight.wait(caller.signal);
  }

  #renewAhead(caller: CredentialCaller): void {
    if (this.#flight !== undefined || this.#clock.monotonicMs() < this.#notBeforeMs) return;
    this.#flight = this.#takeOff("renewal", caller);
    this.#flight.keep((error) => caller.logger.warn(`Renewal ahead of expiry failed: ${messageOf(error)}`));
  }

  #takeOff(reason: Reason, caller: CredentialCaller): Flight<HeldCredential> {
    const deadlineMs = caller.scheme.acquireTimeoutMs ?? defaultLoginMs;
    const flight: Flight<HeldCredential> = new Flight(
      async (signal) => {
        try {
          return await this.#login(reason, caller, signal, () => this.#flight === flight);
        } finally {
          if (this.#flight === flight) this.#flight = undefined;
        }
      },
      this.#clock,
      deadlineMs,
    );
    return flight;
  }

  async #login(
    reason: Reason,
    caller: CredentialCaller,
    signal: AbortSignal,
    current: () => boolean,
  ): Promise<HeldCredential> {
    // The flight is stored only after this function has first paused.
    await Promise.resolve();
    this.#refuseIfLatched();
    this.#refuseIfBackingOff();
    if (reason === "rejected" || this.#failures > 0) await this.#window.take(caller.window);
    try {
      const credential = await this.#obtain(caller, signal);
      const held = this.#dated(credential);
      if (current() && !signal.aborted) this.#hold(held);
      return held;
    } catch (error) {
      // A login that everybody left is no failure of the login.
      if (current() && (!signal.aborted || isAuthenticationError(signal.reason))) this.#note(error);
      throw asAuthenticationError(error);
    }
  }

  async #obtain(caller: CredentialCaller, signal: AbortSignal): Promise<Credential<unknown>> {
    const { scheme } = caller;
    const context = caller.loginContext(signal);
    const held = this.peek();
    if (scheme.renew !== undefined && held !== undefined) {
      try {
        return await Promise.race([scheme.renew(held.credential, context), rejectionBy(signal)]);
      } catch (error) {
        if (!(isAuthenticationError(error) && error.authOutcome === "rejected")) throw error;
      }
    }
    if (scheme.acquire === undefined) throw new AuthenticationError("transient", `Scheme ${scheme.name} has no login`);
    // Raced, so that a login that ignores its signal still ends, and is counted, at its deadline.
    return Promise.race([scheme.acquire(context), rejectionBy(signal)]);
  }

  #hold(held: HeldCredential): void {
    this.#held = held;
    this.#failures = 0;
    this.#notBeforeMs = 0;
    this.#lastFailure = undefined;
  }

  /** Expiry is kept as a span from now, so that a step of the wall clock later on does not move it. */
  #dated(credential: Credential<unknown>): HeldCredential {
    const { expiresAt = Infinity, renewAfter } = credential;
    const now = this.#clock.nowMs();
    const lifetimeMs = expiresAt - now;
    if (!(lifetimeMs > 0))
      throw new AuthenticationError("transient", "The login answered a credential that has expired already");
    const margin = Math.min(longestMarginMs, lifetimeMs * (0.15 + 0.1 * this.#random()));
    const renewInMs = renewAfter === undefined ? lifetimeMs - margin : Math.max(0, renewAfter - now);
    const start = this.#clock.monotonicMs();
    this.#versions++;
    return { credential, version: this.#versions, expiresAtMs: start + lifetimeMs, renewAfterMs: start + renewInMs };
  }

  #note(error: unknown): void {
    this.#lastFailure = error;
    const now = this.#clock.monotonicMs();
    if (isAuthenticationError(error) && error.authOutcome === "rejected") {
      this.#latchedUntilMs = now + latchMs;
      return;
    }
    this.#failures++;
    const most = Math.min(longestBackoffMs, firstBackoffMs * 2 ** (this.#failures - 1));
    const askedMs = isHttpCoreError(error) ? (error.retryAfterMs ?? 0) : 0;
    this.#notBeforeMs = now + Math.max(askedMs, most / 2 + (most / 2) * this.#random());
  }

  #refuseIfLatched(): void {
    const freeInMs = this.#latchedUntilMs - this.#clock.monotonicMs();
    if (freeInMs <= 0) return;
    throw new AuthenticationError(
      "rejected",
      "The service rejected this secret, so it is not sent again; correct it, or call resetCredentials()",
      { code: "AUTH_LATCHED", cause: this.#lastFailure, retryAt: new Date(this.#clock.nowMs() + freeInMs) },
    );
  }

  #refuseIfBackingOff(): void {
    const waitMs = this.#notBeforeMs - this.#clock.monotonicMs();
    if (waitMs <= 0) return;
    throw new AuthenticationError("transient", `The last login failed; the next is tried in ${Math.ceil(waitMs)} ms`, {
      cause: this.#lastFailure,
      retryAfterMs: Math.ceil(waitMs),
      retryAt: new Date(this.#clock.nowMs() + waitMs),
    });
  }

  #expired(held: HeldCredential): boolean {
    return this.#clock.monotonicMs() >= held.expiresAtMs;
  }
}

/** Errors of ours stay as they are; anything else is a login that failed for a reason that may pass. */
function asAuthenticationError(error: unknown): HttpCoreError {
  if (isHttpCoreError(error)) return error;
  return new AuthenticationError("transient", `The login failed: ${messageOf(error)}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "unknown reason";
}

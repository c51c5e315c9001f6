import { defaultAcquireTimeoutMs } from "../../defaults.js";
import type { Clock } from "../../util/clock.js";
import { AuthenticationError, isAuthenticationError, isHttpCoreError, type HttpCoreError } from "../../errors.js";
import type { Logger } from "../../util/logger.js";
import { nodeModules } from "../../util/node-modules.js";
import { rejectOnAbort } from "../../util/abort.js";
import { Flight } from "./single-flight.js";
import { withLoginDeadline } from "../login/login-deadline.js";
import type { LoginGuard } from "../login/login-guard.js";
import type { LoginLock } from "../login/login-lock.js";
import type { WindowSize } from "../limits/reauth-window.js";
import type { AcquireContext, AnyAuthScheme, Credential } from "../scheme.js";
import type { CredentialStore } from "../token-store/credential-store.js";
import type { StoredCredential } from "../token-store/record.js";

/** A credential in use. The version tells a 401 on an old one from a 401 on this one. */
export interface HeldCredential {
  readonly credential: Credential<unknown>;
  readonly version: number;
  /** Tells one login from another in a store that several processes share. */
  readonly id: string;
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

/** What a source is made from. */
export interface SourceParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly guard: LoginGuard;
  /** Where credentials are kept between processes; absent: in this one alone. */
  readonly store?: CredentialStore | undefined;
  /** One login at a time across processes; absent: this process's own single flight is enough. */
  readonly lock?: { readonly lock: LoginLock; readonly key: () => Promise<string> } | undefined;
}

type Reason = "missing" | "expired" | "rejected" | "renewal";

/** By how much the lock outlives a login's deadline, so that two holders never log in at once. */
const lockMarginMs = 5_000;
/** How many past logins are remembered. */
const mostKnown = 100;
const longestMarginMs = 60_000;

/**
 * The credential of one identity and the one path by which it is replaced: timer, 401 and manual renewal all meet
 * here.
 */
export class CredentialSource {
  readonly #parts: SourceParts;
  #held: HeldCredential | undefined;
  #flight: Flight<HeldCredential> | undefined;
  #versions = 0;
  /** Logins whose credentials were held here: what a store still has of them is not newer than what is held. */
  readonly #known = new Set<string>();

  constructor(parts: SourceParts) {
    this.#parts = parts;
  }

  /** What is there now and valid; logs in zero times. */
  peek(): HeldCredential | undefined {
    const held = this.#held;
    if (held === undefined || held.expiresAtMs === Infinity) return held;
    return this.#parts.clock.monotonicMs() >= held.expiresAtMs ? undefined : held;
  }

  /** What is there now and valid; where it is about to expire, its renewal begins. */
  ready(caller: CredentialCaller): HeldCredential | undefined {
    const held = this.peek();
    if (held !== undefined && this.#parts.clock.monotonicMs() >= held.renewAfterMs) this.#renewAhead(caller);
    return held;
  }

  /** A valid credential: the one that is there, or one from a login. */
  async get(caller: CredentialCaller): Promise<HeldCredential> {
    return this.ready(caller) ?? this.#join(this.#held === undefined ? "missing" : "expired", caller);
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

  /** Forgets the credential, here and in the store, the latch and the back-off; the window stays. */
  async reset(): Promise<void> {
    this.#held = undefined;
    this.#flight = undefined;
    await this.#parts.guard.reset();
    await this.#parts.store?.remove();
  }

  #join(reason: Reason, caller: CredentialCaller): Promise<HeldCredential> {
    if (this.#flight === undefined || this.#flight.ended) this.#flight = this.#takeOff(reason, caller);
    return this.#flight.wait(caller.signal);
  }

  /** Renews while the old credential still serves; a failure costs nobody a request. */
  #renewAhead(caller: CredentialCaller): void {
    if (this.#flight !== undefined || this.#parts.guard.backingOff) return;
    this.#flight = this.#takeOff("renewal", caller);
    this.#flight.keep((error) => caller.logger.warn(`Renewal ahead of expiry failed: ${messageOf(error)}`));
  }

  #takeOff(reason: Reason, caller: CredentialCaller): Flight<HeldCredential> {
    const run = async (signal: AbortSignal): Promise<HeldCredential> => {
      // The flight is stored only after this function has first paused.
      await Promise.resolve();
      const current = (): boolean => this.#flight === flight;
      try {
        return await this.#refreshed(reason, caller, signal, current);
      } finally {
        if (current()) this.#flight = undefined;
      }
    };
    const flight: Flight<HeldCredential> = new Flight(run, this.#parts.clock, this.#flightMs(caller));
    return flight;
  }

  /** With a lock, who waits may have to see off a holder that died before the login's own time begins. */
  #flightMs(caller: CredentialCaller): number {
    const loginMs = deadlineOf(caller);
    return this.#parts.lock === undefined ? loginMs : lockMsOf(caller) + loginMs + lockMarginMs;
  }

  async #refreshed(
    reason: Reason,
    caller: CredentialCaller,
    signal: AbortSignal,
    current: () => boolean,
  ): Promise<HeldCredential> {
    const { lock, clock, guard } = this.#parts;
    const found = (): Promise<HeldCredential | undefined> => this.#fromStore(current);
    const already = await found();
    if (already !== undefined) return already;
    if (lock === undefined) return this.#login(reason, caller, signal, current);
    // Who may not log in need not wait for those who may.
    await guard.check();
    const login = (): Promise<HeldCredential> =>
      withLoginDeadline(clock, deadlineOf(caller), signal, (both) => this.#login(reason, caller, both, current));
    return lock.lock.run(await lock.key(), lockMsOf(caller), signal, found, login);
  }

  /** A credential that another process got meanwhile. */
  async #fromStore(current: () => boolean): Promise<HeldCredential | undefined> {
    const stored = await this.#parts.store?.load();
    if (stored === undefined || this.#known.has(stored.id)) return undefined;
    const held = this.#dated(stored);
    if (held !== undefined && current()) this.#hold(held);
    return held;
  }

  #hold(held: HeldCredential): void {
    this.#held = held;
    this.#known.add(held.id);
    const [oldest] = this.#known;
    if (this.#known.size > mostKnown && oldest !== undefined) this.#known.delete(oldest);
  }

  async #login(
    reason: Reason,
    caller: CredentialCaller,
    signal: AbortSignal,
    current: () => boolean,
  ): Promise<HeldCredential> {
    const { guard, store } = this.#parts;
    await guard.check();
    await guard.permit(reason === "rejected", caller.window);
    try {
      const held = this.#dated({ id: nodeModules.crypto.randomUUID(), credential: await this.#obtain(caller, signal) });
      if (held === undefined) {
        throw new AuthenticationError("transient", "The login answered a credential that has expired already");
      }
      if (current() && !signal.aborted) {
        this.#hold(held);
        guard.succeeded();
        await store?.save(held);
      }
      return held;
    } catch (error) {
      const abandoned = signal.aborted && !isAuthenticationError(signal.reason);
      if (abandoned) guard.abandoned();
      else if (current()) await guard.failed(error);
      throw asAuthenticationError(error);
    }
  }

  async #obtain(caller: CredentialCaller, signal: AbortSignal): Promise<Credential<unknown>> {
    const { scheme } = caller;
    const context = caller.loginContext(signal);
    const held = this.peek();
    if (scheme.renew !== undefined && held !== undefined) {
      try {
        return await Promise.race([scheme.renew(held.credential, context), rejectOnAbort(signal)]);
      } catch (error) {
        if (!(isAuthenticationError(error) && error.authOutcome === "rejected")) throw error;
      }
    }
    if (scheme.acquire === undefined) throw new AuthenticationError("transient", `Scheme ${scheme.name} has no login`);
    // Raced, so that a login that ignores its signal still ends, and is counted, at its deadline.
    return Promise.race([scheme.acquire(context), rejectOnAbort(signal)]);
  }

  /** Expiry is kept as a span from now, so that a step of the wall clock later on does not move it; none where it is past. */
  #dated({ id, credential }: StoredCredential): HeldCredential | undefined {
    const { clock, random } = this.#parts;
    const { expiresAt = Infinity, renewAfter } = credential;
    const lifetimeMs = expiresAt - clock.nowMs();
    if (!(lifetimeMs > 0)) return undefined;
    const marginMs = Math.min(longestMarginMs, lifetimeMs * (0.15 + 0.1 * random()));
    const renewInMs = renewAfter === undefined ? lifetimeMs - marginMs : Math.max(0, renewAfter - clock.nowMs());
    const startMs = clock.monotonicMs();
    this.#versions++;
    return {
      credential,
      id,
      version: this.#versions,
      expiresAtMs: startMs + lifetimeMs,
      renewAfterMs: startMs + renewInMs,
    };
  }
}

function deadlineOf({ scheme }: CredentialCaller): number {
  return scheme.acquireTimeoutMs ?? defaultAcquireTimeoutMs;
}

/** How long the lock is held at most. */
function lockMsOf(caller: CredentialCaller): number {
  return deadlineOf(caller) + lockMarginMs;
}

/** Errors of ours stay as they are; anything else is a login that failed for a reason that may pass. */
function asAuthenticationError(error: unknown): HttpCoreError {
  if (isHttpCoreError(error)) return error;
  return new AuthenticationError("transient", `The login failed: ${messageOf(error)}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "unknown reason";
}

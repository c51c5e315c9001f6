import { CallEndedError } from "../../errors.js";
import { raceWithAbort } from "../../util/abort.js";
import { toLoginError } from "../login/login-error.js";
import type { ResponseHead } from "../scheme.js";
import type { StoredCredential } from "../token-store/record.js";
import { ActiveLogin } from "./active-login.js";
import type { CredentialCaller, RejectedCredential } from "./credential-caller.js";
import { CredentialLogin, type CredentialLoginOptions } from "./credential-login.js";
import { CurrentCredential, type CredentialTime } from "./current-credential.js";
import type { HeldCredential } from "./held-credential.js";
import { releaseCredential } from "./release-credential.js";
import { OriginStates } from "../state/origin-states.js";

/** What a {@link CredentialSource} is made from. */
export interface CredentialSourceOptions extends CredentialLoginOptions, CredentialTime {}

/** A running login, and its result. */
interface Flight {
  readonly active: ActiveLogin;
  readonly result: Promise<HeldCredential>;
}

/**
 * The credential of one identity. It is replaced here and nowhere else, whether the cause is its expiry, a 401 or a
 * renewal that the caller asks for. Callers that need a new one wait for the same login. It goes on to its end or its
 * deadline, even if all of them stop waiting: the next caller gets its result.
 */
export class CredentialSource {
  /** What the scheme has learnt from responses. */
  readonly states: OriginStates = new OriginStates();
  readonly #options: CredentialSourceOptions;
  readonly #current: CurrentCredential;
  readonly #login: CredentialLogin;
  #ending = new AbortController();
  #logouts = 0;
  /** Logouts that release the credential now. No login happens for their requests. */
  #releases: readonly ActiveLogin[] = [];
  /** Resolves when a reset or logout has ended its work in the store and the limits. A login waits for it, so that its own record stays. */
  #emptying: Promise<unknown> = Promise.resolve();
  /** The running login. */
  #flight: Flight | undefined;

  /** @param options - the identity's limits and stores */
  constructor(options: CredentialSourceOptions) {
    this.#options = options;
    this.#current = new CurrentCredential(options);
    this.#login = new CredentialLogin(options, this.#current);
  }

  /** How often the identity has been logged out. A call keeps the number of when it began. */
  get logouts(): number {
    return this.#logouts;
  }

  /** Returns the held credential if it is valid. Never logs in. */
  peek(): HeldCredential | undefined {
    return this.#current.valid;
  }

  /**
   * Returns true while a credential has neither been replaced nor forgotten, even if it has expired.
   *
   * @param version - of the credential
   */
  holds(version: number | undefined): boolean {
    return version !== undefined && this.#current.held?.version === version;
  }

  /**
   * Returns the held credential if it is valid. If it expires soon, its renewal starts in the background.
   *
   * @param caller - starts the renewal
   */
  peekAndRenew(caller: CredentialCaller): HeldCredential | undefined {
    const held = this.peek();
    if (held === undefined || held.renewAfterMs === Infinity) return held;
    if (this.#options.clock.monotonicMs() >= held.renewAfterMs) this.#renewAhead(caller);
    return held;
  }

  /**
   * Returns a valid credential: the held one, or that of a login.
   *
   * @param caller - starts the login, or waits for one that another caller has started
   * @throws RetryWindowExhaustedError, AuthenticationError, CallEndedError `LOGGED_OUT`
   */
  async get(caller: CredentialCaller): Promise<HeldCredential> {
    return this.peekAndRenew(caller) ?? this.#join(caller);
  }

  /**
   * Returns true if a call may continue after a 401: no logout has happened since it began, or there is a newer credential.
   *
   * @param version - of the credential that got the 401
   * @param caller - of the call
   */
  canReplace(version: number | undefined, { logouts }: CredentialCaller): boolean {
    return logouts === this.#logouts || this.#newerThan(version) !== undefined;
  }

  /**
   * Replaces a credential after a 401, unless a newer one is held already.
   *
   * @param rejected - the credential that got the 401
   * @param caller - starts the login, or waits for one that another caller has started
   * @throws RetryWindowExhaustedError, AuthenticationError, CallEndedError `LOGGED_OUT`
   */
  async replace({ version, response }: RejectedCredential, caller: CredentialCaller): Promise<HeldCredential> {
    return this.#newerThan(version) ?? this.#join(caller, version === undefined ? undefined : response);
  }

  /**
   * Replaces the credential although it is valid.
   *
   * @param caller - starts the login, or waits for one that another caller has started
   * @throws RetryWindowExhaustedError, AuthenticationError
   */
  async renew(caller: CredentialCaller): Promise<HeldCredential> {
    return this.#join(caller);
  }

  /**
   * Forgets the credential, here and in the store, the latch and the back-off. The window stays. A login that starts before the
   * promise has resolved waits for that.
   */
  async reset(): Promise<void> {
    const { held } = this.#current;
    this.#current.forget();
    this.states.reset();
    this.#flight = undefined;
    const resetting = this.#emptyStore(held).then(() => this.#options.guard.reset());
    this.#emptying = Promise.allSettled([this.#emptying, resetting]);
    await resetting;
  }

  /**
   * Forgets the credential, here and in the store, and releases it. Ends the running login. No call that has begun before
   * logs in any more. The latch, the back-off and the window stay.
   *
   * @param caller - provides what the scheme's `release` needs
   * @throws what `release` throws
   */
  async logOut(caller: CredentialCaller): Promise<void> {
    const { held } = this.#current;
    this.#logouts++;
    this.#current.forget();
    this.states.reset();
    this.#flight = undefined;
    this.#ending.abort(loggedOutError());
    this.#ending = new AbortController();
    const stored = await this.#emptyStore(held);
    // A stored credential that was never used here is a newer one, of another process.
    const newest = stored === undefined || this.#current.hasUsed(stored.id) ? (held ?? stored) : stored;
    if (newest === undefined) return;
    const { clock, secret } = this.#options;
    const active = new ActiveLogin(caller.scheme.name);
    this.#releases = [...this.#releases, active];
    await releaseCredential(newest.credential, caller, { clock, secret, active }).finally(() => {
      this.#releases = this.#releases.filter((other) => other !== active);
    });
  }

  /** Ends the running login. No session uses the identity any longer. */
  close(): void {
    this.states.reset();
    this.#ending.abort(new CallEndedError("SESSION_CLOSED", "The session was closed"));
  }

  #newerThan(version: number | undefined): HeldCredential | undefined {
    const held = this.peek();
    return version !== undefined && held?.version !== version ? held : undefined;
  }

  /** Waits for the running login, or starts one. The caller's signal ends the wait and not the login. */
  async #join(caller: CredentialCaller, cause?: ResponseHead): Promise<HeldCredential> {
    const { signal, logouts, parent } = caller;
    signal?.throwIfAborted();
    const isReleasing = parent !== undefined && this.#releases.includes(parent);
    if (isReleasing || logouts !== this.#logouts) throw loggedOutError();
    const flight = (this.#flight ??= this.#start(caller, cause));
    const wait = (): Promise<HeldCredential> =>
      signal === undefined ? flight.result : raceWithAbort(flight.result, signal);
    return parent === undefined ? wait() : parent.waitFor(flight.active, this.#options.gates(), wait);
  }

  #emptyStore(held: HeldCredential | undefined): Promise<StoredCredential | undefined> {
    const emptying = this.#options.store?.remove(held) ?? Promise.resolve(undefined);
    this.#emptying = Promise.allSettled([this.#emptying, emptying]);
    return emptying;
  }

  /** Renews the credential while it is still in use. A failure is logged and fails no call. */
  #renewAhead(caller: CredentialCaller): void {
    if (this.#flight !== undefined || this.#options.guard.isBackingOff) return;
    const { signal } = this.#ending;
    this.#flight = this.#start(caller, undefined);
    this.#flight.result.catch((error: unknown) => {
      if (signal.aborted) return;
      caller.logger.warn(`The renewal before the expiry failed: ${toLoginError(error, this.#options.secret).message}`);
    });
  }

  #start(caller: CredentialCaller, cause: ResponseHead | undefined): Flight {
    const { signal } = this.#ending;
    const active = new ActiveLogin(caller.scheme.name);
    const isCurrent = (): boolean => this.#flight === flight;
    const run = async (): Promise<HeldCredential> => {
      // `run` is called before `this.#flight` is assigned, and `isCurrent` compares with it. So it always waits here.
      await this.#emptying;
      try {
        return await this.#login.run({ caller, cause, active, signal, isCurrent });
      } finally {
        if (isCurrent()) this.#flight = undefined;
      }
    };
    const flight = { active, result: raceWithAbort(run(), signal) };
    // Without callers, a failure must not become an unhandled rejection.
    flight.result.catch(() => {});
    caller.logins.onStart({ signal, result: flight.result });
    return flight;
  }
}

function loggedOutError(): CallEndedError {
  return new CallEndedError("LOGGED_OUT", "The identity was logged out during this call; call again to log in");
}

import { CallEndedError } from "../../errors.js";
import { raceWithAbort } from "../../util/abort.js";
import { toLoginError } from "../login/login-error.js";
import type { CredentialCaller } from "./credential-caller.js";
import { CredentialLogin, type CredentialLoginOptions } from "./credential-login.js";
import { CurrentCredential, type CredentialTime } from "./current-credential.js";
import type { HeldCredential } from "./held-credential.js";

/** What a {@link CredentialSource} is made from. */
export interface CredentialSourceOptions extends CredentialLoginOptions, CredentialTime {}

/**
 * The credential of one identity. It is replaced here and nowhere else, whether the cause is its expiry, a 401 or a
 * renewal that the caller asks for. Callers that need a new one wait for the same login. It goes on to its end or its
 * deadline, even if all of them stop waiting: the next caller gets its result.
 */
export class CredentialSource {
  readonly #options: CredentialSourceOptions;
  readonly #current: CurrentCredential;
  readonly #login: CredentialLogin;
  readonly #ending = new AbortController();
  /** The login under way. */
  #flight: Promise<HeldCredential> | undefined;

  /** @param options - the identity's limits and stores */
  constructor(options: CredentialSourceOptions) {
    this.#options = options;
    this.#current = new CurrentCredential(options);
    this.#login = new CredentialLogin(options, this.#current);
  }

  /** Returns the held credential if it is valid. Never logs in. */
  peek(): HeldCredential | undefined {
    return this.#current.valid;
  }

  /**
   * Returns the held credential if it is valid. If it expires soon, its renewal starts in the background.
   *
   * @param caller - starts the renewal
   */
  peekAndRenew(caller: CredentialCaller): HeldCredential | undefined {
    const held = this.peek();
    if (held !== undefined && this.#options.clock.monotonicMs() >= held.renewAfterMs) this.#renewAhead(caller);
    return held;
  }

  /**
   * Returns a valid credential: the held one, or that of a login.
   *
   * @param caller - starts the login, or waits for one that another caller has started
   * @throws RetryWindowExhaustedError, AuthenticationError
   */
  async get(caller: CredentialCaller): Promise<HeldCredential> {
    return this.peekAndRenew(caller) ?? this.#join(caller, false);
  }

  /**
   * Replaces a credential after a 401, unless a newer one is held already.
   *
   * @param rejectedVersion - the version that got the 401, or `undefined` if the request carried no credential
   * @param caller - starts the login, or waits for one that another caller has started
   * @throws RetryWindowExhaustedError, AuthenticationError
   */
  async replace(rejectedVersion: number | undefined, caller: CredentialCaller): Promise<HeldCredential> {
    const held = this.peek();
    if (held !== undefined && rejectedVersion !== undefined && held.version !== rejectedVersion) return held;
    return this.#join(caller, rejectedVersion !== undefined);
  }

  /**
   * Replaces the credential although it is valid.
   *
   * @param caller - starts the login, or waits for one that another caller has started
   * @throws RetryWindowExhaustedError, AuthenticationError
   */
  async renew(caller: CredentialCaller): Promise<HeldCredential> {
    return this.#join(caller, false);
  }

  /** Forgets the credential, here and in the store, the latch and the back-off. The window stays. */
  async reset(): Promise<void> {
    const { held } = this.#current;
    this.#current.forget();
    this.#flight = undefined;
    await this.#options.guard.reset();
    await this.#options.store?.remove(held);
  }

  /** Ends the login under way. No session uses the identity any more. */
  close(): void {
    this.#ending.abort(new CallEndedError("SESSION_CLOSED", "The session was closed"));
  }

  /** Waits for the login under way, or starts one. The caller's signal ends the wait and not the login. */
  async #join(caller: CredentialCaller, isAfterRejection: boolean): Promise<HeldCredential> {
    const { signal } = caller;
    signal?.throwIfAborted();
    const flight = (this.#flight ??= this.#start(caller, isAfterRejection));
    return signal === undefined ? flight : raceWithAbort(flight, signal);
  }

  /** Renews the credential while it is still in use. A failure is logged and fails no call. */
  #renewAhead(caller: CredentialCaller): void {
    if (this.#flight !== undefined || this.#options.guard.isBackingOff) return;
    this.#flight = this.#start(caller, false);
    this.#flight.catch((error: unknown) => {
      if (this.#ending.signal.aborted) return;
      caller.logger.warn(`Renewal ahead of expiry failed: ${toLoginError(error, this.#options.secret).message}`);
    });
  }

  #start(caller: CredentialCaller, isAfterRejection: boolean): Promise<HeldCredential> {
    const isCurrent = (): boolean => this.#flight === flight;
    const run = async (): Promise<HeldCredential> => {
      // `run` is called before `this.#flight` is assigned, and `isCurrent` compares with it. So wait until it is.
      await Promise.resolve();
      try {
        return await this.#login.run({ caller, isAfterRejection, signal: this.#ending.signal, isCurrent });
      } finally {
        if (isCurrent()) this.#flight = undefined;
      }
    };
    const flight = run();
    // Without callers, a failure must not become an unhandled rejection.
    flight.catch(() => {});
    return flight;
  }
}

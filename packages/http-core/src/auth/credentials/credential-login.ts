import { AuthenticationError, isAuthenticationError } from "../../errors.js";
import { maskError } from "../../redaction/mask-error.js";
import type { Secret } from "../../redaction/secret.js";
import type { Clock } from "../../util/clock.js";
import { randomName } from "../../util/platform/random.js";
import { withLoginDeadline } from "../login/login-deadline.js";
import { toLoginError } from "../login/login-error.js";
import type { LoginGuard } from "../login/login-guard.js";
import type { LoginLock } from "../login/login-lock.js";
import type { SecretGate } from "../login/secret-gate.js";
import type { ResponseHead } from "../scheme.js";
import type { CredentialStore } from "../token-store/credential-store.js";
import type { ActiveLogin } from "./active-login.js";
import { lockedLoginTimeoutMs, lockTtlMs, loginTimeoutMs, type CredentialCaller } from "./credential-caller.js";
import type { CurrentCredential } from "./current-credential.js";
import type { HeldCredential } from "./held-credential.js";
import { KnownSecrets } from "./known-secrets.js";
import { obtainCredential, type ObtainedCredential } from "./obtain-credential.js";
import { reportCredential, warnOfRejection } from "./report-credential.js";

const step = "login";

/** What an identity's logins need. */
export interface CredentialLoginOptions {
  /** Measures the deadline of a login. */
  readonly clock: Clock;
  /** Decides whether a login is allowed. */
  readonly guard: LoginGuard;
  /** No error shows it; `undefined` for an identity without a secret. */
  readonly secret: Secret | undefined;
  /** Returns the gates that let logins with an unproven secret go one at a time. */
  readonly gates: () => readonly SecretGate[];
  /** Keeps the credential beyond this process. Default: only in this process. */
  readonly store?: CredentialStore | undefined;
  /** Allows one login at a time across processes. Default: one at a time in this process. */
  readonly lock?: { readonly lock: LoginLock; readonly key: () => Promise<string> } | undefined;
}

/** A login that has started. */
export interface LoginAttempt {
  /** Tells which other logins it waits for. */
  readonly active: ActiveLogin;
  /** Starts the login. */
  readonly caller: CredentialCaller;
  /** The rejection that caused the login, if one did. */
  readonly cause: ResponseHead | undefined;
  /** Ends the login. */
  readonly signal: AbortSignal;
  /** False after a reset or logout: the result of the login is not kept then. */
  readonly isCurrent: () => boolean;
}

/** Logs an identity in: within its limits and deadlines, unless another process has already obtained a newer credential. */
export class CredentialLogin {
  readonly #options: CredentialLoginOptions;
  readonly #current: CurrentCredential;

  /**
   * @param options - the identity's limits and stores
   * @param current - gets the new credential
   */
  constructor(options: CredentialLoginOptions, current: CurrentCredential) {
    this.#options = options;
    this.#current = current;
  }

  /**
   * Returns a newer credential: that of the store, or that of a login.
   *
   * @param attempt - says why, on whose behalf and until when
   * @throws RetryWindowExhaustedError, AuthenticationError
   */
  async run(attempt: LoginAttempt): Promise<HeldCredential> {
    const { guard, gates } = this.#options;
    const found = await this.#findStored(attempt);
    if (found !== undefined) return found;
    // A caller that is not allowed to log in fails now, without waiting for its turn.
    await guard.check();
    return attempt.active.turns.run(gates(), () => this.#logInAlone(attempt), attempt.signal);
  }

  /** Logs in within its deadline. With a lock, waits for it first. */
  #logInAlone(attempt: LoginAttempt): Promise<HeldCredential> {
    const { lock, clock } = this.#options;
    const { caller } = attempt;
    const logIn = (signal: AbortSignal): Promise<HeldCredential> =>
      withLoginDeadline({ clock, timeoutMs: loginTimeoutMs(caller), step }, signal, (limited) =>
        this.#logIn({ ...attempt, signal: limited }),
      );
    if (lock === undefined) return logIn(attempt.signal);
    const findResult = (): Promise<HeldCredential | undefined> => this.#findStored(attempt);
    const timeoutMs = lockedLoginTimeoutMs(caller);
    return withLoginDeadline({ clock, timeoutMs, step }, attempt.signal, async (signal) =>
      lock.lock.run(
        { key: await lock.key(), ttlMs: lockTtlMs(caller), findResult, login: () => logIn(signal) },
        signal,
      ),
    );
  }

  /** Looks in the store for a credential that another process has obtained. */
  async #findStored({ isCurrent }: LoginAttempt): Promise<HeldCredential | undefined> {
    const { store } = this.#options;
    const stored = await store?.load();
    if (store === undefined || stored === undefined || this.#current.hasUsed(stored.id)) return undefined;
    if (await store.isRetired(stored)) return undefined;
    const held = this.#current.withVersion(stored);
    if (held !== undefined && isCurrent()) this.#current.use(held);
    return held;
  }

  async #logIn(attempt: LoginAttempt): Promise<HeldCredential> {
    const { caller, cause, signal, isCurrent } = attempt;
    const { guard, store } = this.#options;
    await guard.check();
    await guard.takePermit({ isAfterRejection: cause !== undefined, isFirst: this.#current.isFirst }, caller.window);
    signal.throwIfAborted();
    if (cause !== undefined) warnOfRejection(caller, cause);
    try {
      const obtained = await this.#obtain(attempt);
      const { credential } = obtained;
      const held = this.#current.withVersion({ id: randomName(), credential });
      if (held === undefined) {
        throw new AuthenticationError("transient", "The login returned a credential that has already expired");
      }
      if (isCurrent() && !signal.aborted) {
        const previous = this.#current.held;
        this.#current.use(held);
        guard.recordSuccess();
        reportCredential(caller, obtained);
        await store?.save(held, previous);
      }
      return held;
    } catch (error) {
      const isAbandoned = signal.aborted && !isAuthenticationError(signal.reason);
      if (isAbandoned) guard.recordAbandoned();
      else if (isCurrent()) await guard.recordFailure(error);
      throw toLoginError(error, this.#options.secret);
    }
  }

  async #obtain({ caller, ...attempt }: LoginAttempt): Promise<ObtainedCredential> {
    const secrets = new KnownSecrets();
    secrets.add([this.#options.secret, this.#current.held?.credential.value]);
    const context = await caller.logins.createContext({ ...attempt, caller, secrets });
    try {
      return await obtainCredential(caller.scheme, this.#current.valid?.credential, context);
    } catch (error) {
      await secrets.complete();
      throw maskError(error, secrets);
    }
  }
}

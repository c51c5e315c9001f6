import { memberOf } from "../../util/own-members.js";
import type { Clock } from "../../util/clock.js";
import type { Secret } from "../../redaction/secret.js";
import { AuthenticationError, isAuthenticationError } from "../../errors.js";
import { nodeBuiltins } from "../../util/node-builtins.js";
import { raceWithAbort } from "../../util/abort.js";
import {
  lockedLoginTimeoutMs,
  lockTtlMs,
  loginTimeoutMs,
  type CreateLoginContext,
  type CredentialCaller,
} from "./credential-caller.js";
import { holdCredential, type HeldCredential } from "./held-credential.js";
import { KnownSecrets } from "./known-secrets.js";
import { maskError } from "../../redaction/mask-error.js";
import { SingleFlight } from "./single-flight.js";
import { runThroughGates, type SecretGate } from "../login/secret-gate.js";
import { withLoginDeadline } from "../login/login-deadline.js";
import { toLoginError } from "../login/login-error.js";
import type { LoginGuard } from "../login/login-guard.js";
import type { LoginLock } from "../login/login-lock.js";
import type { LoginContext, Credential } from "../scheme.js";
import type { CredentialStore } from "../token-store/credential-store.js";

/** What a {@link CredentialSource} is made from. */
export interface CredentialSourceOptions {
  /** Its monotonic time decides when a credential expires. */
  readonly clock: Clock;
  /** A number from 0 to 1, which varies when a credential is renewed. */
  readonly random: () => number;
  /** Decides whether a login is allowed. */
  readonly guard: LoginGuard;
  /** No error shows it. */
  readonly secret: Secret;
  /** Returns the gates that let logins with an unproven secret go one at a time. */
  readonly gates: () => readonly SecretGate[];
  /** Makes what a scheme's login works with. */
  readonly createLoginContext: CreateLoginContext;
  /** Keeps the credential beyond this process. Default: only in this process. */
  readonly store?: CredentialStore | undefined;
  /** Allows one login at a time across processes. Default: one at a time in this process. */
  readonly lock?: { readonly lock: LoginLock; readonly key: () => Promise<string> } | undefined;
}

/** A login that has started. */
interface Login {
  readonly caller: CredentialCaller;
  /** True if a 401 caused the login. */
  readonly isAfterRejection: boolean;
  /** Ends the login. */
  readonly signal: AbortSignal;
  /** False after a reset: the result of the login is not kept then. */
  readonly isCurrent: () => boolean;
}

/** How many past logins are remembered. */
const maxKnownLogins = 100;

/**
 * The credential of one identity. It is replaced here and nowhere else, whether the cause is its expiry, a 401 or a
 * renewal that the caller asks for.
 */
export class CredentialSource {
  readonly #options: CredentialSourceOptions;
  #held: HeldCredential | undefined;
  #flight: SingleFlight<HeldCredential> | undefined;
  #versions = 0;
  /** Ids of the logins whose credentials were held here. A stored credential with one of these ids is not a newer one. */
  readonly #knownLogins = new Set<string>();

  /** @param options - the identity's limits and stores */
  constructor(options: CredentialSourceOptions) {
    this.#options = options;
  }

  /** Returns the held credential if it is valid. Never logs in. */
  peek(): HeldCredential | undefined {
    const held = this.#held;
    if (held === undefined || held.expiresAtMs === Infinity) return held;
    return this.#options.clock.monotonicMs() >= held.expiresAtMs ? undefined : held;
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
    const held = this.#held;
    this.#held = undefined;
    this.#flight = undefined;
    await this.#options.guard.reset();
    await this.#options.store?.remove(held);
  }

  #join(caller: CredentialCaller, isAfterRejection: boolean): Promise<HeldCredential> {
    if (this.#flight === undefined || this.#flight.hasEnded) this.#flight = this.#start(caller, isAfterRejection);
    return this.#flight.wait(caller.signal);
  }

  /** Renews the credential while it is still in use. A failure is logged and fails no call. */
  #renewAhead(caller: CredentialCaller): void {
    if (this.#flight !== undefined || this.#options.guard.isBackingOff) return;
    this.#flight = this.#start(caller, false);
    this.#flight.keepRunning((error) =>
      caller.logger.warn(`Renewal ahead of expiry failed: ${toLoginError(error, this.#options.secret).message}`),
    );
  }

  #start(caller: CredentialCaller, isAfterRejection: boolean): SingleFlight<HeldCredential> {
    const isCurrent = (): boolean => this.#flight === flight;
    const run = async (signal: AbortSignal): Promise<HeldCredential> => {
      // `run` is called before `this.#flight` is assigned, and `isCurrent` compares with it. So wait until it is.
      await Promise.resolve();
      try {
        return await this.#findOrLogIn({ caller, isAfterRejection, signal, isCurrent });
      } finally {
        if (isCurrent()) this.#flight = undefined;
      }
    };
    const flight: SingleFlight<HeldCredential> = new SingleFlight(run);
    return flight;
  }

  async #findOrLogIn(login: Login): Promise<HeldCredential> {
    const { guard, gates } = this.#options;
    const found = await this.#findStored(login);
    if (found !== undefined) return found;
    // A caller that may not log in fails now, without waiting for its turn.
    await guard.check();
    return runThroughGates(gates(), () => this.#logInAlone(login), login.signal);
  }

  /** Logs in within its deadline. With a lock, waits for it first. */
  #logInAlone(login: Login): Promise<HeldCredential> {
    const { lock, clock } = this.#options;
    const { caller } = login;
    const logIn = (signal: AbortSignal): Promise<HeldCredential> =>
      withLoginDeadline(clock, loginTimeoutMs(caller), signal, (limited) => this.#logIn({ ...login, signal: limited }));
    if (lock === undefined) return logIn(login.signal);
    const findResult = (): Promise<HeldCredential | undefined> => this.#findStored(login);
    return withLoginDeadline(clock, lockedLoginTimeoutMs(caller), login.signal, async (signal) =>
      lock.lock.run(
        { key: await lock.key(), ttlMs: lockTtlMs(caller), findResult, login: () => logIn(signal) },
        signal,
      ),
    );
  }

  /** Looks in the store for a credential that another process has obtained. */
  async #findStored({ isCurrent }: Login): Promise<HeldCredential | undefined> {
    const { store } = this.#options;
    const stored = await store?.load();
    if (store === undefined || stored === undefined || this.#knownLogins.has(stored.id)) return undefined;
    if (await store.isRetired(stored)) return undefined;
    const held = this.#toHeld(stored.id, stored.credential);
    if (held !== undefined && isCurrent()) this.#hold(held);
    return held;
  }

  async #logIn(login: Login): Promise<HeldCredential> {
    const { caller, isAfterRejection, signal, isCurrent } = login;
    const { guard, store } = this.#options;
    await guard.check();
    await guard.takePermit({ isAfterRejection, isFirst: this.#versions === 0 }, caller.window);
    try {
      const held = this.#toHeld(nodeBuiltins.crypto.randomUUID(), await this.#obtain(login));
      if (held === undefined) {
        throw new AuthenticationError("transient", "The login returned a credential that has already expired");
      }
      if (isCurrent() && !signal.aborted) {
        const previous = this.#held;
        this.#hold(held);
        guard.recordSuccess();
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

  /** Renews the held credential if the scheme can. Otherwise, or if the service refuses that, acquires a new one. */
  async #obtain({ caller, signal }: Login): Promise<Credential<unknown>> {
    const secrets = new KnownSecrets();
    secrets.add([this.#options.secret, this.#held?.credential.value]);
    const context = this.#options.createLoginContext(caller, signal, secrets);
    try {
      return await this.#renewOrAcquire({ caller, signal }, context);
    } catch (error) {
      throw maskError(error, secrets);
    }
  }

  async #renewOrAcquire(
    { caller, signal }: Pick<Login, "caller" | "signal">,
    context: LoginContext<unknown>,
  ): Promise<Credential<unknown>> {
    const { scheme } = caller;
    const held = this.peek();
    const [renew, acquire] = [memberOf(scheme, "renew"), memberOf(scheme, "acquire")];
    if (renew !== undefined && held !== undefined) {
      try {
        return await raceWithAbort(renew.call(scheme, held.credential, context), signal);
      } catch (error) {
        if (!(isAuthenticationError(error) && error.authOutcome === "rejected")) throw error;
      }
    }
    if (acquire === undefined)
      throw new AuthenticationError("transient", `Scheme ${scheme.name} does not define acquire, so it can't log in`);
    // The race ends a login that ignores its signal, so that it is counted at its deadline.
    return raceWithAbort(acquire.call(scheme, context), signal);
  }

  #toHeld(id: string, credential: Credential<unknown>): HeldCredential | undefined {
    const held = holdCredential({ id, credential }, this.#versions + 1, this.#options);
    if (held !== undefined) this.#versions++;
    return held;
  }

  #hold(held: HeldCredential): void {
    this.#held = held;
    this.#knownLogins.add(held.id);
    const [oldest] = this.#knownLogins;
    if (this.#knownLogins.size > maxKnownLogins && oldest !== undefined) this.#knownLogins.delete(oldest);
  }
}

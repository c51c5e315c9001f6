import { memberOf } from "../../util/own-members.js";
import { defaultAcquireTimeoutMs } from "../../defaults.js";
import type { Timeouts, Transport } from "../../transports/transport.js";
import type { Clock } from "../../util/clock.js";
import type { Logger } from "../../util/logger.js";
import type { RetryWindowSize } from "../limits/retry-window.js";
import type { AnyAuthScheme, LoginContext, ResponseHead } from "../scheme.js";
import type { ActiveLogin } from "./active-login.js";
import type { KnownSecrets } from "./known-secrets.js";

/** A call that needs a credential, and the objects of its session for a login that the call starts. */
export interface CredentialCaller {
  /** How to log in. */
  readonly scheme: AnyAuthScheme;
  /** The `authOptions` of the call. */
  readonly authOptions: unknown;
  /** Ends the call's wait for a login. */
  readonly signal: AbortSignal | undefined;
  /** Time limits of the login's requests. */
  readonly timeout: Timeouts;
  /** How often the identity had been logged out when the call began: no login happens for a call that began before a logout. */
  readonly logouts: number;
  /** The login or logout that sends this request; absent for a call of a session. */
  readonly parent?: ActiveLogin;
  /** What the session does for a login of this call. */
  readonly logins: LoginSupport;
  /** The re-authentication window of the session. It limits logins after a 401, and logins after a failed or abandoned one. */
  readonly window: RetryWindowSize;
  /** Sends the login's requests. */
  readonly transport: Transport;
  /** The session's clock. */
  readonly clock: Clock;
  /** A number from 0 to 1. */
  readonly random: () => number;
  /** Unpredictable random bytes. */
  readonly randomBytes: (length: number) => Uint8Array;
  /** Receives log lines of logins. */
  readonly logger: Logger;
}

/** A credential that the server rejected. */
export interface RejectedCredential {
  /** Its version; `undefined` if the request carried no credential. */
  readonly version: number | undefined;
  /** The response that rejected it. */
  readonly response: ResponseHead;
}

/** What the context of a login or logout is made from. */
export interface LoginContextOptions {
  /** Starts the login or logout. */
  readonly caller: CredentialCaller;
  /** The rejection that asked for the login, if there is one. */
  readonly cause: ResponseHead | undefined;
  /** The login or logout itself. */
  readonly active: ActiveLogin;
  /** Ends the login or logout. */
  readonly signal: AbortSignal;
  /** Gets what the login or logout sends. */
  readonly secrets: KnownSecrets;
}

/** What a session does for the logins of its calls. */
export interface LoginSupport {
  /** Makes what a scheme's `acquire`, `renew` and `release` work with. */
  createContext(options: LoginContextOptions): Promise<LoginContext<unknown>>;
  /**
   * Called with each login that starts: it needs the session's transport until it ends.
   *
   * @param login - may continue for other sessions after this one has been closed
   */
  onStart(login: StartedLogin): void;
}

/** A login that has started. */
export interface StartedLogin {
  /** Has aborted if the login was ended. */
  readonly signal: AbortSignal;
  /** Settles when the login has ended. */
  readonly result: Promise<unknown>;
}

/** How much longer the lock is held than a login may take, so that two holders never log in at the same time. */
const lockMarginMs = 5_000;

/**
 * Returns how long one login may take, in milliseconds.
 *
 * @param caller - its scheme may set the limit
 */
export function loginTimeoutMs({ scheme }: CredentialCaller): number {
  return memberOf(scheme, "acquireTimeoutMs") ?? defaultAcquireTimeoutMs;
}

/**
 * Returns after how many milliseconds the login lock expires.
 *
 * @param caller - its scheme may set the limit of a login
 */
export function lockTtlMs(caller: CredentialCaller): number {
  return loginTimeoutMs(caller) + lockMarginMs;
}

/**
 * Returns how long a login may take that first waits for the lock, in milliseconds. The lock's holder may have died.
 * Then the wait lasts until the lock expires.
 *
 * @param caller - its scheme may set the limit of a login
 */
export function lockedLoginTimeoutMs(caller: CredentialCaller): number {
  return lockTtlMs(caller) + loginTimeoutMs(caller) + lockMarginMs;
}

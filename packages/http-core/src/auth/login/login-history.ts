import { defaultRetryWindow } from "../../defaults.js";

/**
 * The failed logins of an identity. It holds no secret, so it may outlive the sessions of the identity: closing a session
 * and making another must not lift the back-off.
 */
export class LoginHistory {
  /** Logins that failed since the last one that succeeded. */
  failures = 0;
  /** End of the back-off, in monotonic milliseconds. */
  notBeforeMs = 0;
  /** How long the service's rejection of the secret is remembered, in monotonic milliseconds. */
  latchedUntilMs = 0;
  /** Why the last login failed. */
  lastFailure: unknown;
  /** Length of the window in which logins are counted, in milliseconds. */
  windowMs: number = defaultRetryWindow.windowMs;
  #countsUntilMs = -Infinity;

  /**
   * Remembers why the service rejected the secret.
   *
   * @param error - the reason
   * @param untilMs - how long the secret is latched, in monotonic milliseconds
   */
  addRejection(error: unknown, untilMs: number): void {
    this.lastFailure = error;
    this.latchedUntilMs = untilMs;
    this.#countsUntilMs = untilMs;
  }

  /**
   * Counts a failed login.
   *
   * @param error - the reason
   * @param nowMs - monotonic milliseconds
   * @param backoffMs - how long the next login has to wait, in milliseconds
   */
  addFailure(error: unknown, nowMs: number, backoffMs: number): void {
    this.lastFailure = error;
    this.notBeforeMs = nowMs + backoffMs;
    this.addAbandoned(nowMs);
  }

  /**
   * Counts an abandoned login: no caller waited for its result. A back-off stays as it is.
   *
   * @param nowMs - monotonic milliseconds
   */
  addAbandoned(nowMs: number): void {
    this.failures++;
    this.#countsUntilMs = Math.max(this.notBeforeMs, nowMs + this.windowMs);
  }

  /** Forgets all failures. */
  clear(): void {
    this.failures = 0;
    this.notBeforeMs = 0;
    this.latchedUntilMs = 0;
    this.lastFailure = undefined;
    this.#countsUntilMs = -Infinity;
  }

  /**
   * Returns true while a failure still limits logins: while the secret is latched, during the back-off, and until the window
   * has passed.
   *
   * @param nowMs - monotonic milliseconds
   */
  isActive(nowMs: number): boolean {
    return nowMs <= this.#countsUntilMs;
  }
}

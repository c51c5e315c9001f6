import { AuthSchemeError } from "../../errors.js";
import { GateTurns, type SecretGate } from "../login/secret-gate.js";

/** A running login or logout. It may send requests with another scheme, and then wait for that scheme's login. */
export class ActiveLogin {
  /** The scheme, for messages. */
  readonly scheme: string;
  /** The turns that the login has at the gates of its secret. */
  readonly turns: GateTurns = new GateTurns();
  readonly #waits = new Set<{ readonly login: ActiveLogin }>();

  /** @param scheme - its name */
  constructor(scheme: string) {
    this.scheme = scheme;
  }

  /**
   * Waits for a login of another scheme. That login may pass the gates that this one holds: if both have the same secret, it
   * is the one that tries the secret.
   *
   * @param other - the login
   * @param gates - of the other login
   * @param result - starts to wait for its result
   * @throws AuthSchemeError `AUTH_CYCLE` if the other login waits for this one, or is this one
   */
  async waitFor<T>(other: ActiveLogin, gates: readonly SecretGate[], result: () => Promise<T>): Promise<T> {
    if (other.#hasToWaitFor(this)) throw cycleError(this.scheme, other.scheme);
    const wait = { login: other };
    this.#waits.add(wait);
    this.turns.leave(gates);
    try {
      return await result();
    } finally {
      this.#waits.delete(wait);
    }
  }

  /** This search always ends: a login can't start to wait for a login that already waits for it. */
  #hasToWaitFor(other: ActiveLogin): boolean {
    return this === other || [...this.#waits].some(({ login }) => login.#hasToWaitFor(other));
  }
}

function cycleError(one: string, other: string): AuthSchemeError {
  const message = `The login of scheme ${one} sends a request with scheme ${other}, whose login waits for it; one of them must log in without the other`;
  return new AuthSchemeError("AUTH_CYCLE", message);
}

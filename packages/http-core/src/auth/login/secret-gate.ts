import { isAuthenticationError } from "../../errors.js";
import { raceWithAbort } from "../../util/abort.js";

/**
 * Logins with one secret go one at a time until one of them has succeeded. A wrong secret that many logins would use at once,
 * for example for different scopes, is thus tried once.
 */
export class SecretGate {
  #isProven = false;
  #pending = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** True if no login waits. What the gate knows then may be forgotten: the next logins go one at a time again. */
  get isIdle(): boolean {
    return this.#pending === 0;
  }

  /**
   * Runs a login, when those before it have ended or the secret is known to be right.
   *
   * @param login - gets what ends its turn early; must end when the signal aborts
   * @param signal - ends the wait
   */
  async run<T>(login: (endTurn: () => void) => Promise<T>, signal: AbortSignal): Promise<T> {
    if (this.#isProven) return this.#run(() => login(() => {}));
    const previous = this.#last;
    const { promise: turn, resolve: endTurn } = Promise.withResolvers<void>();
    this.#last = previous.then(() => turn);
    this.#pending++;
    try {
      await raceWithAbort(previous, signal);
      if (this.#isProven) endTurn();
      return await this.#run(() => login(endTurn));
    } finally {
      this.#pending--;
      endTurn();
    }
  }

  async #run<T>(login: () => Promise<T>): Promise<T> {
    try {
      const result = await login();
      this.#isProven = true;
      return result;
    } catch (error) {
      if (isAuthenticationError(error) && error.authOutcome === "rejected") this.#isProven = false;
      throw error;
    }
  }
}

/** The turns that a login has at the gates of its secret. */
export class GateTurns {
  readonly #endTurns = new Map<SecretGate, () => void>();

  /**
   * Runs a login through the gates of its secret, one for each login origin.
   *
   * @param gates - in an order that is the same for all logins, so that no two logins wait for each other
   * @param login - must end when the signal aborts
   * @param signal - ends the wait
   */
  run<T>(gates: readonly SecretGate[], login: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const pass = (gate: SecretGate, inner: () => Promise<T>): Promise<T> =>
      gate.run((endTurn) => {
        this.#endTurns.set(gate, endTurn);
        return inner();
      }, signal);
    return gates.reduceRight((inner, gate) => () => pass(gate, inner), login)();
  }

  /**
   * Lets another login pass, whose result this one waits for.
   *
   * @param gates - of the other login
   */
  leave(gates: readonly SecretGate[]): void {
    for (const gate of gates) this.#endTurns.get(gate)?.();
  }
}

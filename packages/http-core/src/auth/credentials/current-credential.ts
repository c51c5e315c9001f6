import type { Clock } from "../../util/clock.js";
import { holdCredential, type HeldCredential } from "./held-credential.js";
import type { StoredCredential } from "../token-store/record.js";

/** How many past logins are remembered. */
const maxKnownLogins = 100;

/** The time, and a number from 0 to 1 that varies when a credential is renewed. */
export interface CredentialTime {
  /** Its monotonic time decides when a credential expires. */
  readonly clock: Clock;
  /** A number from 0 to 1. */
  readonly random: () => number;
}

/** The credential that an identity uses now. Each has a version, which tells a 401 for it from a 401 for an earlier one. */
export class CurrentCredential {
  readonly #time: CredentialTime;
  #held: HeldCredential | undefined;
  #versions = 0;
  /** Ids of the logins whose credentials were used here. A stored credential with one of these ids is not a newer one. */
  readonly #knownLogins: string[] = [];

  /** @param time - decides when a credential expires and when it is renewed */
  constructor(time: CredentialTime) {
    this.#time = time;
  }

  /** The credential, even if it has expired. */
  get held(): HeldCredential | undefined {
    return this.#held;
  }

  /** The credential if it has not expired. */
  get valid(): HeldCredential | undefined {
    const held = this.#held;
    if (held === undefined || held.expiresAtMs === Infinity) return held;
    return this.#time.clock.monotonicMs() >= held.expiresAtMs ? undefined : held;
  }

  /** True if there was never a credential here. */
  get isFirst(): boolean {
    return this.#versions === 0;
  }

  /**
   * Gives a credential the next version.
   *
   * @param stored - from a login or a store
   * @returns `undefined` if it has expired
   */
  withVersion(stored: StoredCredential): HeldCredential | undefined {
    const held = holdCredential(stored, this.#versions + 1, this.#time);
    if (held !== undefined) this.#versions++;
    return held;
  }

  /**
   * Uses a credential from now on.
   *
   * @param held - from {@link CurrentCredential.withVersion}
   */
  use(held: HeldCredential): void {
    this.#held = held;
    if (!this.hasUsed(held.id)) this.#knownLogins.push(held.id);
    if (this.#knownLogins.length > maxKnownLogins) this.#knownLogins.shift();
  }

  /**
   * Returns true if a login's credential was used here before.
   *
   * @param id - of the login
   */
  hasUsed(id: string): boolean {
    return this.#knownLogins.includes(id);
  }

  /** Forgets the credential. */
  forget(): void {
    this.#held = undefined;
  }
}

import { defaultMaxIdentities } from "../../defaults.js";
import type { Clock } from "../../util/clock.js";
import { LoginHistory } from "../login/login-history.js";

/** The user of an identity: a session. */
export interface IdentityUser<T> {
  /**
   * Told when the pool has dropped an identity that the user uses.
   *
   * @param identity - is no longer shared
   */
  forget(identity: SharedIdentity<T>): void;
}

/** An identity that sessions share. */
export interface SharedIdentity<T> {
  /** Names the identity. */
  readonly key: string;
  /** The credential source of the identity; `undefined` while no session uses it. */
  source: T | undefined;
  /** Failed logins. They outlive the credential source. */
  readonly history: LoginHistory;
  /** The sessions that use the identity. */
  readonly users: Set<IdentityUser<T>>;
  /** Rises with each use, so that the least recently used identity is known. */
  lastUse: number;
}

/** Below this number of identities nothing is tidied up. */
const minTidied = 128;
/** How much of a full pool is dropped at once, so that the search for the least used identities is rare. */
const droppedShare = 0.1;

/**
 * The identities that sessions share. A credential source is dropped with the last session that uses it, and its failed
 * logins when they no longer limit anything. The number of identities is limited.
 */
export class IdentityPool<T> {
  readonly #clock: Clock;
  readonly #maxIdentities: number;
  readonly #identities = new Map<string, SharedIdentity<T>>();
  #uses = 0;
  #tidiedAt = minTidied;

  /**
   * @param clock - says when failed logins no longer limit new ones
   * @param maxIdentities - if there are more, the least recently used ones are dropped; default 10 000
   */
  constructor(clock: Clock, maxIdentities: number = defaultMaxIdentities) {
    this.#clock = clock;
    this.#maxIdentities = maxIdentities;
  }

  /** The number of identities. */
  get size(): number {
    return this.#identities.size;
  }

  /**
   * Returns the credential source of an identity.
   *
   * @param key - names the identity
   * @param user - keeps the source until it releases it
   * @param create - makes the source if no session uses one
   */
  use(key: string, user: IdentityUser<T>, create: (history: LoginHistory) => T): SharedIdentity<T> & { source: T } {
    const identity = this.#identities.get(key) ?? this.#add(key);
    identity.source ??= create(identity.history);
    identity.lastUse = ++this.#uses;
    identity.users.add(user);
    return identity as SharedIdentity<T> & { source: T };
  }

  /**
   * Ends the use of an identity.
   *
   * @param identity - from `use`
   * @param user - as given to `use`
   */
  release(identity: SharedIdentity<T>, user: IdentityUser<T>): void {
    identity.users.delete(user);
    if (identity.users.size > 0) return;
    identity.source = undefined;
    if (!this.#isNeeded(identity)) this.#remove(identity);
  }

  #add(key: string): SharedIdentity<T> {
    if (this.#identities.size >= this.#tidiedAt) this.#tidy();
    const identity = { key, source: undefined, history: new LoginHistory(), users: new Set<never>(), lastUse: 0 };
    this.#identities.set(key, identity);
    return identity;
  }

  #tidy(): void {
    for (const identity of this.#identities.values()) if (!this.#isNeeded(identity)) this.#remove(identity);
    if (this.#identities.size >= this.#maxIdentities) this.#dropLeastUsed();
    this.#tidiedAt = Math.min(this.#maxIdentities, Math.max(minTidied, 2 * this.#identities.size));
  }

  /** Identities whose failed logins still limit new ones are dropped last, because these limits protect accounts. */
  #dropLeastUsed(): void {
    const nowMs = this.#clock.monotonicMs();
    const rank = ({ history, lastUse }: SharedIdentity<T>): number =>
      history.isActive(nowMs) ? lastUse + this.#uses : lastUse;
    const ranked = [...this.#identities.values()].sort((one, other) => rank(one) - rank(other));
    for (const identity of ranked.slice(0, Math.ceil(this.#maxIdentities * droppedShare))) {
      this.#remove(identity);
      for (const user of identity.users) user.forget(identity);
    }
  }

  #isNeeded({ users, history }: SharedIdentity<T>): boolean {
    return users.size > 0 || history.isActive(this.#clock.monotonicMs());
  }

  /** An identity that was dropped may have a successor of the same key, which stays. */
  #remove(identity: SharedIdentity<T>): void {
    if (this.#identities.get(identity.key) === identity) this.#identities.delete(identity.key);
  }
}

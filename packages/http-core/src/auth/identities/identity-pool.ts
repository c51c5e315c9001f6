import { defaultMaxIdentities } from "../../defaults.js";

/** What identities share. */
export interface Closable {
  /** Ends what it is doing. Called when its last user has released it. */
  close(): void;
}

/** The user of an identity: a session. */
export interface IdentityUser<T> {
  /**
   * Called when the pool has dropped an identity that the user uses.
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
  /** The sessions that use the identity. */
  readonly users: Set<IdentityUser<T>>;
  /** Rises with each use, so that the least recently used identity is known. */
  lastUse: number;
}

/** How much of a full pool is dropped at once, so that the search for the least used identities is rare. */
const droppedShare = 0.1;

/**
 * The identities that sessions share. A credential source is closed and dropped with the last session that uses it. The number of
 * identities is limited.
 */
export class IdentityPool<T extends Closable> {
  readonly #maxIdentities: number;
  readonly #identities = new Map<string, SharedIdentity<T>>();
  #uses = 0;

  /** @param maxIdentities - if there are more, the least recently used ones are dropped; default 10 000 */
  constructor(maxIdentities: number = defaultMaxIdentities) {
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
  use(key: string, user: IdentityUser<T>, create: () => T): SharedIdentity<T> & { source: T } {
    const identity = this.#identities.get(key) ?? this.#add(key);
    identity.source ??= create();
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
    identity.source?.close();
    identity.source = undefined;
    this.#remove(identity);
  }

  #add(key: string): SharedIdentity<T> {
    if (this.#identities.size >= this.#maxIdentities) this.#dropLeastUsed();
    const identity = { key, source: undefined, users: new Set<never>(), lastUse: 0 };
    this.#identities.set(key, identity);
    return identity;
  }

  #dropLeastUsed(): void {
    const ranked = [...this.#identities.values()].sort((one, other) => one.lastUse - other.lastUse);
    for (const identity of ranked.slice(0, Math.ceil(this.#maxIdentities * droppedShare))) {
      this.#remove(identity);
      for (const user of identity.users) user.forget(identity);
    }
  }

  /** An identity that was dropped may have a successor of the same key, which stays. */
  #remove(identity: SharedIdentity<T>): void {
    if (this.#identities.get(identity.key) === identity) this.#identities.delete(identity.key);
  }
}

import type { Closable, IdentityPool, IdentityUser, SharedIdentity } from "./identity-pool.js";

/** The identities of one pool that a session uses. */
export class UsedIdentities<T extends Closable> implements IdentityUser<T> {
  readonly #pool: IdentityPool<T>;
  readonly #used = new Set<SharedIdentity<T>>();
  #isReleased = false;

  /** @param pool - shared with other sessions */
  constructor(pool: IdentityPool<T>) {
    this.#pool = pool;
  }

  /**
   * Returns what the sessions of an identity share.
   *
   * @param key - names the identity
   * @param create - makes what they share if no session uses the identity
   */
  use(key: string, create: () => T): T {
    // A call that was built while its session was closed shares nothing, since it would never be released.
    if (this.#isReleased) return create();
    const used = this.#pool.use(key, this, create);
    this.#used.add(used);
    return used.source;
  }

  /** Ends the use of all identities. */
  release(): void {
    this.#isReleased = true;
    for (const identity of this.#used) this.#pool.release(identity, this);
    this.#used.clear();
  }

  forget(identity: SharedIdentity<T>): void {
    this.#used.delete(identity);
  }
}

/**
 * Keeps credentials beyond one process, for example any Keyv. Its content is not trusted: records are sealed, dated and
 * checked.
 */
export interface TokenStore {
  /** Returns the value of a key, or `undefined` if there is none. */
  get(key: string): Promise<unknown>;
  /** Keeps a value; the store may drop it after `ttlMs` milliseconds. */
  set(key: string, value: string, ttlMs?: number): Promise<unknown>;
  /** Removes a key. */
  delete(key: string): Promise<unknown>;
}

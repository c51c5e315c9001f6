/**
 * A place to keep credentials that outlives a process or is shared by several: any Keyv. Nothing it answers is
 * trusted: records are sealed, dated and checked.
 */
export interface TokenStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: string, ttlMs?: number): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

import type { TokenStore } from "../../src/index.js";

/** A token store in memory whose entries a test can read and damage. */
export function mapStore(): TokenStore & { readonly entries: Map<string, unknown> } {
  const entries = new Map<string, unknown>();
  return {
    entries,
    get: async (key) => entries.get(key),
    set: async (key, value) => entries.set(key, value),
    delete: async (key) => entries.delete(key),
  };
}

import { describe } from "vitest";
import { postgres } from "../stores/postgres.ts";
import { redis } from "../stores/redis.ts";
import type { Store } from "../stores/store.ts";

/**
 * Defines a suite for each store. If a machine lacks a store, the suite is skipped with the reason in its name, except in CI.
 *
 * @param title - the title of the suite
 * @param tests - defines the tests for one store
 */
export function forEachStore(title: string, tests: (store: Store) => void): void {
  for (const store of [redis, postgres]) {
    const reason = process.env["CI"] ? undefined : store.missing();
    const suite = reason === undefined ? describe : describe.skip;
    suite(`${title}: ${store.name}${reason === undefined ? "" : ` (${reason})`}`, () => tests(store));
  }
}

import { describe } from "vitest";
import { postgres } from "../stores/postgres.ts";
import { redis } from "../stores/redis.ts";
import type { Store } from "../stores/store.ts";

/**
 * A suite for each store. Where a machine has none it is skipped, with the reason in its name; never in CI.
 *
 * @param title - what is shown
 * @param tests - of one store
 */
export function forEachStore(title: string, tests: (store: Store) => void): void {
  for (const store of [redis, postgres]) {
    const reason = process.env["CI"] ? undefined : store.missing();
    const suite = reason === undefined ? describe : describe.skip;
    suite(`${title}: ${store.name}${reason === undefined ? "" : ` (${reason})`}`, () => tests(store));
  }
}

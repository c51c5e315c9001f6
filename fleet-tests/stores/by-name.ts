import { postgres } from "./postgres.ts";
import { redis } from "./redis.ts";
import type { Store, StoreName } from "./store.ts";

/** The stores that a fleet can share, by name. */
export const stores: Readonly<Record<StoreName, Store>> = { Redis: redis, PostgreSQL: postgres };

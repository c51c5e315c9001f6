import type { Clock } from "../../clock.js";
import type { Users } from "../users/users.js";
import type { Inventory } from "./inventory.js";
import { seedInventory } from "./seed-data.js";
import { createSequences } from "./sequences.js";
import type { Sequences } from "./sequences.js";

/** The inventories of all accounts. */
export interface Inventories {
  /** The next id of each kind. */
  readonly next: Sequences;
  /**
   * Returns the inventory of an account.
   *
   * @throws RangeError for an account that no user has
   */
  of(accountId: number): Inventory;
}

/** Creates an inventory for each account, in the order of the users. */
export function createInventories(users: Users, clock: Clock): Inventories {
  const next = createSequences();
  const ids = new Set(users.all.flatMap(({ accounts }) => accounts.map(({ id }) => id)));
  const byAccount = new Map([...ids].map((id) => [id, seedInventory(id, next, clock.nowMs())]));
  return {
    next,
    of(accountId) {
      const inventory = byAccount.get(accountId);
      if (inventory === undefined) throw new RangeError(`No such account: ${accountId}`);
      return inventory;
    },
  };
}

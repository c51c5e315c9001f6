import { isFilled } from "../http/body-fields.js";
import type { Fields } from "../http/body-fields.js";
import type { App, Inventory, Tier } from "../inventory/inventory.js";
import { locations } from "../inventory/locations.js";
import type { Sequences } from "../inventory/sequences.js";
import { sizeOf } from "../inventory/vm-sizes.js";

/** A valid order of machines. */
export interface Order {
  /** The name of the machine; with several machines, a number follows it. */
  readonly name: string;
  /** The datacenter, such as `DFW01`. */
  readonly location: string;
  /** The product, such as `A1-113`. */
  readonly sku: string;
  /** The number of machines, 1 to 20. */
  readonly quantity: number;
  /** The sizes of the disks, in MB. The first one is the system disk. */
  readonly disks: readonly number[];
}

/** The place of ordered machines. */
export interface OrderTarget {
  /** The workload. */
  readonly app: App;
  /** The tier of the workload. */
  readonly tier: Tier;
}

const systemDiskMb = 30_720;
const maxQuantity = 20;

/**
 * Checks an order, except for its target.
 *
 * @returns the order, or an error message
 */
export function checkOrder(fields: Fields): Order | string {
  const { name, location, sku, secret, quantity = 1, storage } = fields;
  if (!isFilled(name)) return "An order needs a name.";
  if (!locations.some((known) => known.location === location)) return "The location is unknown.";
  if (typeof sku !== "string" || sizeOf(sku) === undefined) return "The SKU is unknown.";
  if (!isFilled(secret)) return "An order needs a secret.";
  const count = Number(quantity);
  if (!Number.isInteger(count) || count < 1 || count > maxQuantity) return "The quantity must be from 1 to 20.";
  const disks = [systemDiskMb, ...(Array.isArray(storage) ? storage : []).map(diskMb)];
  if (!disks.every((size) => size > 0)) return "A disk needs a size.";
  return { name, location: location as string, sku, quantity: count, disks };
}

/** Reads the size of a disk: newer clients send `size` in GB, older ones `capacity` in MB. */
function diskMb(disk: { size?: unknown; capacity?: unknown } | null): number {
  return disk?.capacity === undefined ? Number(disk?.size) * 1024 : Number(disk.capacity);
}

/**
 * Finds the workload and the tier by id or name. A name that is unknown creates a new one.
 *
 * @returns the target, or an error message
 */
export function chooseTarget(
  { appid: appId, appname: appName, tierid: tierId, tiername: tierName }: Fields,
  location: string,
  inventory: Inventory,
  next: Sequences,
): OrderTarget | string {
  const known = inventory.apps.find((app) => (appId === undefined ? app.name === appName : app.id === Number(appId)));
  if (known === undefined && !canCreate(appId, appName)) return "The workload is unknown.";
  const tiers = known?.tiers ?? [];
  const knownTier = tiers.find((tier) => (tierId === undefined ? tier.name === tierName : tier.id === Number(tierId)));
  if (knownTier === undefined && !canCreate(tierId, tierName)) return "The tier is unknown.";
  const app = known ?? append(inventory.apps, { id: next.app(), name: String(appName), location, tiers: [] });
  return { app, tier: knownTier ?? append(app.tiers, { id: next.tier(), name: String(tierName) }) };
}

function canCreate(id: unknown, name: unknown): boolean {
  return id === undefined && isFilled(name);
}

function append<T>(list: T[], entry: T): T {
  list.push(entry);
  return entry;
}

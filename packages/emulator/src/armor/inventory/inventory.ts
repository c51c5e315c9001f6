/** States of machines and workloads that occur here. */
export const status = { resolved: 1, poweredOn: 4, poweredOff: 8, mixed: 10, changesPending: 100 } as const;

/** A virtual machine. */
export interface Vm {
  readonly id: number;
  name: string;
  readonly tierId: number;
  /** A datacenter, such as `DFW01`. */
  readonly location: string;
  /** Processors and memory follow from it, such as `A1-113`. */
  readonly sku: string;
  readonly os: string;
  /** Sizes in MB. */
  readonly disks: readonly number[];
  readonly createdMs: number;
  status: number;
}

/** A part of a workload. */
export interface Tier {
  readonly id: number;
  name: string;
}

/** A workload; the API calls it an app. */
export interface App {
  readonly id: number;
  name: string;
  readonly location: string;
  readonly tiers: Tier[];
}

/** What one account owns. */
export interface Inventory {
  readonly accountId: number;
  readonly apps: App[];
  readonly vms: Vm[];
}

/** The machines of a workload, or of one of its tiers. */
export function vmsOf(inventory: Inventory, tiers: readonly Tier[]): Vm[] {
  return inventory.vms.filter((vm) => tiers.some(({ id }) => id === vm.tierId));
}

/** The workload a machine belongs to. */
export function appOf(inventory: Inventory, vm: Vm): App | undefined {
  return inventory.apps.find(({ tiers }) => tiers.some(({ id }) => id === vm.tierId));
}

/** Takes an entry out of its list. */
export function removeEntry<T>(list: T[], entry: T): void {
  list.splice(list.indexOf(entry), 1);
}

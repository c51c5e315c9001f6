/** The states of machines and workloads, as far as the emulator uses them. */
export const status = { resolved: 1, poweredOn: 4, poweredOff: 8, mixed: 10, changesPending: 100 } as const;

/** A virtual machine. */
export interface Vm {
  /** The id, unique among the machines of all accounts. */
  readonly id: number;
  /** The host name. */
  name: string;
  /** The tier to which the machine belongs. */
  readonly tierId: number;
  /** The datacenter, such as `DFW01`. */
  readonly location: string;
  /** The product, such as `A1-113`. It determines the processors and the memory. */
  readonly sku: string;
  /** The operating system. */
  readonly os: string;
  /** The sizes of the disks, in MB. */
  readonly disks: readonly number[];
  /** The time of creation, in milliseconds since 1970. */
  readonly createdMs: number;
  /** One of the values of `status`. */
  status: number;
}

/** A part of a workload. */
export interface Tier {
  /** The id, unique among the tiers of all accounts. */
  readonly id: number;
  /** The name. */
  name: string;
}

/** A workload. The API calls it an app. */
export interface App {
  /** The id, unique among the workloads of all accounts. */
  readonly id: number;
  /** The name. */
  name: string;
  /** The datacenter, such as `DFW01`. */
  readonly location: string;
  /** Its tiers. */
  readonly tiers: Tier[];
}

/** What one account owns. */
export interface Inventory {
  /** The account. */
  readonly accountId: number;
  /** Its workloads. */
  readonly apps: App[];
  /** The machines of all workloads. */
  readonly vms: Vm[];
}

/** Returns the machines of some tiers. */
export function vmsOf(inventory: Inventory, tiers: readonly Tier[]): Vm[] {
  return inventory.vms.filter((vm) => tiers.some(({ id }) => id === vm.tierId));
}

/** Returns the workload of a machine. */
export function appOf(inventory: Inventory, vm: Vm): App | undefined {
  return inventory.apps.find(({ tiers }) => tiers.some(({ id }) => id === vm.tierId));
}

/** Removes an entry from its list. */
export function removeEntry<T>(list: T[], entry: T): void {
  list.splice(list.indexOf(entry), 1);
}

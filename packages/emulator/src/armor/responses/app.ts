import { status, vmsOf } from "../inventory/inventory.js";
import type { App, Inventory, Tier, Vm } from "../inventory/inventory.js";
import { sizeOf } from "../inventory/vm-sizes.js";
import { storageOf, vmDetail } from "./vm.js";

/** Writes a workload as `/apps` lists it, without its tiers. */
export function appRow(inventory: Inventory, app: App): object {
  const vms = vmsOf(inventory, app.tiers);
  return {
    id: app.id,
    name: app.name,
    location: app.location,
    zone: `${app.location}T01-VC01`,
    status: statusOf(vms),
    deployed: vms.length > 0,
    tierCount: app.tiers.length,
    vmCount: vms.length,
    totalCpu: sum(vms, ({ sku }) => sizeOf(sku)?.cpu ?? 0),
    totalMemory: sum(vms, ({ sku }) => sizeOf(sku)?.memoryMb ?? 0),
    totalStorage: sum(vms, storageOf),
    notes: null,
    health: 1,
    tags: [],
  };
}

/** Writes a workload with its tiers and their machines. */
export function appDetail(inventory: Inventory, app: App): object {
  return { ...appRow(inventory, app), tiers: app.tiers.map((tier) => tierJson(inventory, tier)) };
}

/** Writes a tier with its machines. */
export function tierJson(inventory: Inventory, tier: Tier): object {
  return { id: tier.id, name: tier.name, vms: vmsOf(inventory, [tier]).map((vm) => vmDetail(inventory, vm)) };
}

/** The common status of the machines: mixed if they differ, resolved if there are none. */
function statusOf(vms: readonly Vm[]): number {
  const [first, ...others] = new Set(vms.map((vm) => vm.status));
  if (others.length > 0) return status.mixed;
  return first ?? status.resolved;
}

function sum(vms: readonly Vm[], value: (vm: Vm) => number): number {
  return vms.reduce((total, vm) => total + value(vm), 0);
}

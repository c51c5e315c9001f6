import { formatTimestamp } from "../http/timestamps.js";
import { appOf, status } from "../inventory/inventory.js";
import type { Inventory, Vm } from "../inventory/inventory.js";
import { sizeOf } from "../inventory/vm-sizes.js";
import { guidOf } from "./guid.js";

/** Returns the GUID of a machine in `/vms/core`. */
export function coreIdOf({ id }: Vm): string {
  return guidOf(`core ${id}`);
}

/** Writes a machine, as in lists and `/vms/core`. */
export function vmRow(inventory: Inventory, vm: Vm): object {
  const app = appOf(inventory, vm);
  return {
    coreInstanceId: coreIdOf(vm),
    dateCreated: formatTimestamp(vm.createdMs),
    providerRefId: null,
    provider: "complete",
    hostName: vm.name,
    externalAddress: null,
    isRegistered: true,
    dateRegistered: formatTimestamp(vm.createdMs),
    lastPing: formatTimestamp(vm.createdMs),
    needsReboot: false,
    customProvider: null,
    customLocation: null,
    instanceType: null,
    isCore: true,
    externalVmIsDeleted: null,
    accountId: inventory.accountId,
    vmId: vm.id,
    workLoadId: app?.id ?? null,
    workLoadName: app?.name ?? null,
    operatingSystem: vm.os,
    isArmor: true,
    statusId: vm.status,
    ...common(vm),
  };
}

/** Writes a machine, as in every path below `/vms/{id}`. */
export function vmDetail(inventory: Inventory, vm: Vm, isDeleted = false): object {
  const app = appOf(inventory, vm);
  return {
    hostType: "Virtual Machine",
    canUseFluidScale: false,
    disks: vm.disks.map((capacity, index) => ({ id: index + 1, capacity, name: `Disk ${index + 1}`, type: "SSD" })),
    isDeleted,
    canReplicate: true,
    id: vm.id,
    coreInstanceId: coreIdOf(vm),
    biosUuid: guidOf(`bios ${vm.id}`),
    provider: "ArmorComplete",
    appId: app?.id ?? 0,
    appName: app?.name ?? null,
    osId: null,
    os: vm.os,
    notes: null,
    vCenterId: 1,
    vCenterName: `${vm.location}T01-VC01`,
    coreDateRegistered: formatTimestamp(vm.createdMs),
    coreLastPing: formatTimestamp(vm.createdMs),
    vmDateCreated: formatTimestamp(vm.createdMs),
    uuid: `urn:vcloud:vm:${guidOf(`vcloud ${vm.id}`)}`,
    isHealthy: null,
    health: 1,
    advBackupStatus: false,
    advBackupSku: null,
    vmBackupInProgress: false,
    profileName: null,
    ...common(vm),
  };
}

function common(vm: Vm): object {
  const size = sizeOf(vm.sku);
  return {
    name: vm.name,
    location: vm.location,
    zone: `${vm.location}-CD01`,
    ipAddress: `100.64.${Math.floor(vm.id / 250)}.${(vm.id % 250) + 1}`,
    status: vm.status,
    deployed: vm.status !== status.changesPending,
    cpu: size?.cpu ?? 0,
    memory: size?.memoryMb ?? 0,
    storage: storageOf(vm),
    vcdOrgVdcId: 1,
    isRecoveryVm: false,
    product: { sku: vm.sku, size: size?.size ?? null, isExpired: false, storagePolicyClass: null },
    tags: [],
    scheduledEvents: [],
    vmServices: null,
    multiVmVapp: false,
  };
}

/** Returns the total size of the disks, in MB. */
export function storageOf({ disks }: Vm): number {
  return disks.reduce((sum, capacity) => sum + capacity, 0);
}

import { status } from "./inventory.js";
import type { App, Inventory, Vm } from "./inventory.js";
import type { Sequences } from "./sequences.js";

/** The workloads of every account: fifteen machines, and one workload without machines. */
const workloads = [
  {
    name: "portal",
    location: "DFW01",
    tiers: [
      { name: "presentation", prefix: "web", count: 4, sku: "A1-121", os: "Ubuntu 20.04", disks: [30_720] },
      { name: "application", prefix: "app", count: 4, sku: "A2-121", os: "RHEL 8", disks: [30_720, 20_480] },
      { name: "data", prefix: "db", count: 2, sku: "A3-143", os: "Windows Server 2019", disks: [61_440, 204_800] },
    ],
  },
  {
    name: "analytics",
    location: "PHX01",
    tiers: [
      { name: "ingest", prefix: "queue", count: 3, sku: "A2-113", os: "RHEL 8", disks: [30_720] },
      { name: "warehouse", prefix: "store", count: 2, sku: "A4-113", os: "RHEL 8", disks: [30_720, 512_000] },
    ],
  },
  {
    name: "sandbox",
    location: "LHR01",
    tiers: [{ name: "scratch", prefix: "", count: 0, sku: "", os: "", disks: [] }],
  },
] as const;

/** Creates the inventory of one account. */
export function seedInventory(accountId: number, next: Sequences, nowMs: number): Inventory {
  const apps: App[] = [];
  const vms: Vm[] = [];
  for (const { name, location, tiers } of workloads) {
    const app: App = { id: next.app(), name, location, tiers: [] };
    apps.push(app);
    for (const { name: tierName, prefix, count, sku, os, disks } of tiers) {
      const tier = { id: next.tier(), name: tierName };
      app.tiers.push(tier);
      for (let number = 1; number <= count; number += 1) {
        const vmName = `${prefix}${number}`;
        const common = { id: next.vm(), name: vmName, tierId: tier.id, location, sku, os, disks };
        vms.push({ ...common, createdMs: nowMs, status: status.poweredOn });
      }
    }
  }
  return { accountId, apps, vms };
}

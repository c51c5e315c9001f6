import { Hono } from "hono";
import { readFields } from "../http/body-fields.js";
import type { ArmorEnv } from "../http/context.js";
import { badData, json } from "../http/json-response.js";
import { status } from "../inventory/inventory.js";
import { guidOf } from "../responses/guid.js";
import type { ArmorState } from "../state.js";
import { checkOrder, chooseTarget } from "./check-order.js";
import type { Order, OrderTarget } from "./check-order.js";

/** Creates the route for orders. Ordered machines are listed at once, with the status `changesPending`. */
export function orderRoutes({ inventories, clock }: ArmorState): Hono<ArmorEnv> {
  const app = new Hono<ArmorEnv>();
  app.post("/vms", async (c) => {
    const fields = await readFields(c.req.raw);
    if (fields === undefined) return badData("The order can't be read.");
    const order = checkOrder(fields);
    if (typeof order === "string") return badData(order);
    const inventory = inventories.of(c.var.accountId);
    const target = chooseTarget(fields, order.location, inventory, inventories.next);
    if (typeof target === "string") return badData(target);
    const { name, location, sku, quantity, disks } = order;
    for (let number = 1; number <= quantity; number += 1) {
      const vmName = quantity === 1 ? name : `${name}${number}`;
      const vm = { id: inventories.next.vm(), name: vmName, tierId: target.tier.id, location, sku, disks };
      inventory.vms.push({ ...vm, os: "Ubuntu 20.04", createdMs: clock.nowMs(), status: status.changesPending });
    }
    return json(
      orderJson(
        {
          id: inventories.next.order(),
          accountId: c.var.accountId,
          dateCreated: new Date(clock.nowMs()).toISOString(),
        },
        order,
        target,
      ),
    );
  });
  return app;
}

interface OrderHead {
  readonly id: number;
  readonly accountId: number;
  readonly dateCreated: string;
}

function orderJson({ id, accountId, dateCreated }: OrderHead, order: Order, { app, tier }: OrderTarget): object {
  const { name, location, sku, quantity, disks } = order;
  const storage = disks.slice(1).map((size) => ({ size: size / 1024, sku: "SAN-001", quantity: 1, accountId }));
  const vm = {
    trackingId: guidOf(`order ${id}`),
    name,
    location,
    zone: `${location}T01-VC01`,
    appId: app.id,
    appName: app.name,
    tierId: tier.id,
    tierName: tier.name,
    storage,
    software: [{ sku: "Ubuntu 20.04", parameters: [], type: "os", quantity: 1, accountId }],
    secret: null,
    sku,
    quantity,
    accountId,
  };
  return { id, accountId, status: "submitted", dateCreated, vms: [vm] };
}

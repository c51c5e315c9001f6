import { Hono } from "hono";
import { isFilled, readFields } from "../http/body-fields.js";
import type { ArmorContext, ArmorEnv } from "../http/context.js";
import { listResponse } from "../http/entity-range.js";
import { badData, json, notFound } from "../http/json-response.js";
import { removeEntry, status } from "../inventory/inventory.js";
import { coreIdOf, vmDetail, vmRow } from "../responses/vm.js";
import type { ArmorState } from "../state.js";

/** The status of a machine after each power action. */
const statusByAction: ReadonlyMap<string, number> = new Map([
  ["on", status.poweredOn],
  ["reboot", status.poweredOn],
  ["reset", status.poweredOn],
  ["shutdown", status.poweredOff],
  ["off", status.poweredOff],
  ["forceOff", status.poweredOff],
]);

/** Creates the routes for machines and their power actions. */
export function vmRoutes({ inventories, settings }: ArmorState): Hono<ArmorEnv> {
  const app = new Hono<ArmorEnv>();
  const find = (c: ArmorContext) => {
    const inventory = inventories.of(c.var.accountId);
    return { inventory, vm: inventory.vms.find(({ id }) => id === Number(c.req.param("id"))) };
  };
  app.get("/", (c) => {
    const inventory = inventories.of(c.var.accountId);
    return listResponse(
      c,
      inventory.vms.map((vm) => vmRow(inventory, vm)),
      settings,
    );
  });
  app.get("/core/:guid", (c) => {
    const inventory = inventories.of(c.var.accountId);
    const vm = inventory.vms.find((candidate) => coreIdOf(candidate) === c.req.param("guid"));
    return vm === undefined ? notFound() : json(vmRow(inventory, vm));
  });
  app.get("/:id{[0-9]+}", (c) => {
    const { inventory, vm } = find(c);
    return vm === undefined ? notFound() : json(vmDetail(inventory, vm));
  });
  app.put("/:id{[0-9]+}", async (c) => {
    const { inventory, vm } = find(c);
    if (vm === undefined) return notFound();
    const { name } = (await readFields(c.req.raw)) ?? {};
    if (!isFilled(name)) return badData("A machine needs a name.");
    vm.name = name;
    return json(vmDetail(inventory, vm));
  });
  app.delete("/:id{[0-9]+}", (c) => {
    const { inventory, vm } = find(c);
    if (vm === undefined) return notFound();
    const deleted = vmDetail(inventory, vm, true);
    removeEntry(inventory.vms, vm);
    return json(deleted, 202);
  });
  app.post("/:id{[0-9]+}/power/:action", (c) => {
    const { inventory, vm } = find(c);
    const next = statusByAction.get(c.req.param("action"));
    if (vm === undefined || next === undefined) return notFound();
    vm.status = next;
    return json(vmDetail(inventory, vm));
  });
  return app;
}

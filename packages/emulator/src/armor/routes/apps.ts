import { Hono } from "hono";
import { isFilled, readFields } from "../http/body-fields.js";
import type { ArmorContext, ArmorEnv } from "../http/context.js";
import { listResponse } from "../http/entity-range.js";
import { badData, json, notFound } from "../http/json-response.js";
import { removeEntry, vmsOf } from "../inventory/inventory.js";
import { appDetail, appRow } from "../responses/app.js";
import type { ArmorState } from "../state.js";

/** Creates the routes for workloads. */
export function appRoutes({ inventories, settings }: ArmorState): Hono<ArmorEnv> {
  const app = new Hono<ArmorEnv>();
  const find = (c: ArmorContext, id: unknown) => {
    const inventory = inventories.of(c.var.accountId);
    return { inventory, workload: inventory.apps.find((candidate) => candidate.id === Number(id)) };
  };
  app.get("/", (c) => {
    const inventory = inventories.of(c.var.accountId);
    return listResponse(
      c,
      inventory.apps.map((workload) => appRow(inventory, workload)),
      settings,
    );
  });
  app.get("/:id{[0-9]+}", (c) => {
    const { inventory, workload } = find(c, c.req.param("id"));
    return workload === undefined ? notFound() : json(appDetail(inventory, workload));
  });
  // An id in the body takes precedence over the id in the path, as in the real API.
  app.put("/:id{[0-9]+}", async (c) => {
    const { id = c.req.param("id"), name } = (await readFields(c.req.raw)) ?? {};
    const { inventory, workload } = find(c, id);
    if (workload === undefined) return notFound();
    if (!isFilled(name)) return badData("A workload needs a name.");
    workload.name = name;
    return json(appDetail(inventory, workload));
  });
  app.delete("/:id{[0-9]+}", (c) => {
    const { inventory, workload } = find(c, c.req.param("id"));
    if (workload === undefined) return notFound();
    if (vmsOf(inventory, workload.tiers).length > 0) return badData("A workload with machines can't be deleted.");
    removeEntry(inventory.apps, workload);
    return json(appDetail(inventory, workload), 202);
  });
  return app;
}

import { Hono } from "hono";
import { isFilled, readFields } from "../http/body-fields.js";
import type { ArmorContext, ArmorEnv } from "../http/context.js";
import { listResponse } from "../http/entity-range.js";
import { badData, json, notFound } from "../http/json-response.js";
import { removeEntry, vmsOf } from "../inventory/inventory.js";
import { appDetail, tierJson } from "../responses/app.js";
import type { ArmorState } from "../state.js";

/** Creates the routes for the tiers of a workload. The response to a change is the whole workload. */
export function tierRoutes({ inventories, settings }: ArmorState): Hono<ArmorEnv> {
  const app = new Hono<ArmorEnv>();
  const find = (c: ArmorContext) => {
    const inventory = inventories.of(c.var.accountId);
    const workload = inventory.apps.find(({ id }) => id === Number(c.req.param("id")));
    return { inventory, workload, tier: workload?.tiers.find(({ id }) => id === Number(c.req.param("tier"))) };
  };
  app.get("/", (c) => {
    const { inventory, workload } = find(c);
    if (workload === undefined) return notFound();
    return listResponse(
      c,
      workload.tiers.map((tier) => tierJson(inventory, tier)),
      settings,
    );
  });
  app.get("/:tier{[0-9]+}", (c) => {
    const { inventory, tier } = find(c);
    return tier === undefined ? notFound() : json(tierJson(inventory, tier));
  });
  app.post("/", async (c) => {
    const { inventory, workload } = find(c);
    if (workload === undefined) return notFound();
    const { name } = (await readFields(c.req.raw)) ?? {};
    if (!isFilled(name)) return badData("A tier needs a name.");
    workload.tiers.push({ id: inventories.next.tier(), name });
    return json(appDetail(inventory, workload));
  });
  app.put("/:tier{[0-9]+}", async (c) => {
    const { inventory, workload, tier } = find(c);
    if (workload === undefined || tier === undefined) return notFound();
    const { name } = (await readFields(c.req.raw)) ?? {};
    if (!isFilled(name)) return badData("A tier needs a name.");
    tier.name = name;
    return json(appDetail(inventory, workload));
  });
  app.delete("/:tier{[0-9]+}", (c) => {
    const { inventory, workload, tier } = find(c);
    if (workload === undefined || tier === undefined) return notFound();
    if (vmsOf(inventory, [tier]).length > 0) return badData("A tier with machines can't be deleted.");
    removeEntry(workload.tiers, tier);
    return json(appDetail(inventory, workload));
  });
  return app;
}

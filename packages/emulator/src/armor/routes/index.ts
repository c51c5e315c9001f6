import { Hono } from "hono";
import type { ArmorEnv } from "../http/context.js";
import { listResponse } from "../http/entity-range.js";
import { locations } from "../inventory/locations.js";
import type { ArmorState } from "../state.js";
import { accountRoutes } from "./accounts.js";
import { appRoutes } from "./apps.js";
import { orderRoutes } from "./orders.js";
import { tierRoutes } from "./tiers.js";
import { userRoutes } from "./users.js";
import { vmRoutes } from "./vms.js";

/** Creates the routes for everything that an account owns. */
export function resourceRoutes(state: ArmorState): Hono<ArmorEnv> {
  const app = new Hono<ArmorEnv>();
  app.get("/locations", (c) => listResponse(c, locations, state.settings));
  app.route("/accounts", accountRoutes(state));
  app.route("/users", userRoutes(state));
  app.route("/apps/:id{[0-9]+}/tiers", tierRoutes(state));
  app.route("/apps", appRoutes(state));
  app.route("/vms", vmRoutes(state));
  app.route("/orders", orderRoutes(state));
  return app;
}

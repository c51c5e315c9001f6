import { Hono } from "hono";
import type { ArmorEnv } from "../env.js";
import { listAnswer } from "../range.js";
import type { ArmorState } from "../state.js";
import { accountRoutes } from "./account-routes.js";
import { appRoutes } from "./app-routes.js";
import { locations } from "./locations.js";
import { orderRoutes } from "./order-routes.js";
import { tierRoutes } from "./tier-routes.js";
import { userRoutes } from "./user-routes.js";
import { vmRoutes } from "./vm-routes.js";

/** Everything that an account owns. */
export function resourceRoutes(state: ArmorState): Hono<ArmorEnv> {
  const app = new Hono<ArmorEnv>();
  app.get("/locations", (c) => listAnswer(c, locations, state.settings));
  app.route("/accounts", accountRoutes(state));
  app.route("/users", userRoutes(state));
  app.route("/apps/:id{[0-9]+}/tiers", tierRoutes(state));
  app.route("/apps", appRoutes(state));
  app.route("/vms", vmRoutes(state));
  app.route("/orders", orderRoutes(state));
  return app;
}

import { Hono } from "hono";
import type { ArmorEnv } from "../http/context.js";
import { messageOnly } from "../http/json-response.js";
import type { ArmorState } from "../state.js";
import { authorize } from "./authorize.js";
import { reissue, token } from "./token.js";

/** Errors are JSON objects here as well: one client gives up on anything else. */
export function loginRoutes(state: ArmorState): Hono<ArmorEnv> {
  const app = new Hono<ArmorEnv>();
  app.post("/authorize", (c) => authorize(c, state));
  app.post("/token", (c) => token(c, state));
  app.post("/token/reissue", (c) => reissue(c, state));
  app.all("/*", () => messageOnly(404, "No HTTP resource was found that matches the request."));
  return app;
}

import { Hono } from "hono";
import type { ArmorEnv } from "../http/context.js";
import { messageResponse } from "../http/json-response.js";
import type { ArmorState } from "../state.js";
import { authorize } from "./authorize.js";
import { reissueToken, issueToken } from "./token.js";

/** Creates the routes of the v1 login. Errors are JSON objects here too, because one client fails on anything else. */
export function loginRoutes(state: ArmorState): Hono<ArmorEnv> {
  const app = new Hono<ArmorEnv>();
  app.post("/authorize", (c) => authorize(c, state));
  app.post("/token", (c) => issueToken(c, state));
  app.post("/token/reissue", (c) => reissueToken(c, state));
  app.all("/*", () => messageResponse(404, "No HTTP resource was found that matches the request."));
  return app;
}

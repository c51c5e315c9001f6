import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import { adfsRoutes } from "./adfs-login/routes.js";
import { checkAccountContext } from "./http/account-context.js";
import { readAuthorization, requireAuthorization } from "./http/authorization.js";
import type { ArmorContext, ArmorEnv } from "./http/context.js";
import { notFound } from "./http/json-response.js";
import { resourceRoutes } from "./routes/index.js";
import { getMe } from "./routes/me.js";
import type { ArmorState } from "./state.js";
import { loginRoutes } from "./v1-login/routes.js";

/** Creates the Armor service: its API and AD FS. All hosts get the same routes; the newer API hosts differ in one error. */
export function createArmorApp(state: ArmorState): Hono<ArmorEnv> {
  const app = new Hono<ArmorEnv>();
  app.use(setServerHeader);
  app.route("/adfs", adfsRoutes(state));
  app.all("/.well-known/*", closeConnection);
  app.use((c, next) => readAuthorization(c, next, state));
  app.route("/auth", loginRoutes(state));
  app.use(requireAuthorization, checkAccountContext);
  app.get("/me", (c) => getMe(c, state));
  app.route("/", resourceRoutes(state));
  app.notFound(notFound);
  return app;
}

async function setServerHeader(c: ArmorContext, next: () => Promise<void>): Promise<void> {
  await next();
  c.res.headers.set("Server", "Microsoft-HTTPAPI/2.0");
}

/** Closes the connection without a response, as the real API does. */
function closeConnection({ env }: ArmorContext): Response {
  env.outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}

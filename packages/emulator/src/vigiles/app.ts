import { Hono } from "hono";
import type { Context } from "hono";
import type { Bindings } from "../server/bindings.js";
import { ApiError } from "./errors.js";
import { UnsupportedFormatError } from "./export/rendered-file.js";
import { authenticate } from "./http/authenticate.js";
import { Params } from "./http/params.js";
import type { Route } from "./http/route.js";
import { routes } from "./routes/index.js";
import type { VigilesState } from "./store/state.js";

type Env = { Bindings: Bindings };

/** Creates the LinuxLink/Vigiles service. It serves both editions: products and groups. */
export function createVigilesApp(state: VigilesState): Hono<Env> {
  const app = new Hono<Env>().basePath("/api/v1");
  for (const route of routes) app.on(route.method, route.path, (context) => handleRequest(context, route, state));
  for (const path of new Set(routes.map((route) => route.path))) {
    app.all(path, (context) => {
      authenticate(context.env, readParams(context), state.users);
      throw new ApiError(405, `${context.req.method} is not allowed here`);
    });
  }
  app.notFound((context) => {
    authenticate(context.env, readParams(context), state.users);
    return errorResponse(context, 404, `No such URL: ${context.req.path}`);
  });
  app.onError((error, context) => errorResponse(context, statusOf(error), error.message));
  return app;
}

async function handleRequest(context: Context<Env>, route: Route, state: VigilesState): Promise<Response> {
  const params = readParams(context);
  const user = authenticate(context.env, params, state.users);
  const result = await route.handle({ user, params, state, segment: (name) => context.req.param(name) ?? "" });
  return result instanceof Response ? result : context.json(result as object);
}

/** Reads the parameters: of a POST from its form body, of other requests from the query. */
function readParams({ req, env }: Context<Env>): Params {
  if (req.method !== "POST") return new Params(Buffer.from(env.target.split("?").slice(1).join("?"), "latin1"));
  if (req.header("content-type")?.startsWith("application/x-www-form-urlencoded") !== true) {
    throw new ApiError(400, "POST parameters must be in an application/x-www-form-urlencoded body");
  }
  return new Params(env.body);
}

function errorResponse(context: Context<Env>, status: ApiError["status"] | 500, message: string): Response {
  return context.json({ status_code: status, message }, status);
}

function statusOf(error: Error): ApiError["status"] | 500 {
  if (error instanceof ApiError) return error.status;
  return error instanceof UnsupportedFormatError ? 400 : 500;
}

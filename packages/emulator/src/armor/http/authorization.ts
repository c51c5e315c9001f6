import type { Next } from "hono";
import type { ArmorState } from "../state.js";
import type { PskRequest } from "../tokens/pre-shared-keys.js";
import type { KnownUser } from "../users/users.js";
import type { ArmorContext } from "./context.js";
import { json, unauthorized } from "./json-response.js";

const gatewayHost = /\.api\.secure-prod\.services$/i;

/**
 * Reads the `Authorization` header before routing. An invalid header gets a 401 response, even on a login, unless the
 * `authorizationCheck` option limits the check to protected paths.
 */
export async function readAuthorization(c: ArmorContext, next: Next, state: ArmorState): Promise<Response | void> {
  const header = c.req.header("authorization");
  const user = header === undefined ? undefined : await findUser(header, c, state);
  c.set("user", user);
  const mayBeInvalid = state.settings.authorizationCheck === "protected" && c.req.path.startsWith("/auth/");
  if (header !== undefined && user === undefined && !mayBeInvalid) return unauthorized();
  return next();
}

/** Rejects requests without a valid token. The newer hosts are behind a gateway, which has an error of its own. */
export async function requireAuthorization(c: ArmorContext, next: Next): Promise<Response | void> {
  if (c.var.user !== undefined) return next();
  const { hostname } = new URL(c.req.url);
  return gatewayHost.test(hostname) ? json({ message: "Missing Authentication Token" }, 403) : unauthorized();
}

/** Finds the user of a header. It must be a scheme, in any case, one space, and the credentials. */
async function findUser(header: string, c: ArmorContext, state: ArmorState): Promise<KnownUser | undefined> {
  const [, scheme = "", value = ""] = /^(\S+) (\S+)$/.exec(header) ?? [];
  switch (scheme.toUpperCase()) {
    case "FH-AUTH":
      return state.accessTokens.find(value);
    case "BEARER":
      return state.bearerTokens.find(value);
    case "ARMOR-PSK":
      return state.preSharedKeys.find(value, await signedParts(c));
    default:
      return undefined;
  }
}

/** Reads the signed parts from a copy of the request, so that later handlers can read the body too. */
async function signedParts({ req }: ArmorContext): Promise<PskRequest> {
  const body = new Uint8Array(await req.raw.clone().arrayBuffer());
  return { method: req.method, path: new URL(req.url).pathname, body };
}

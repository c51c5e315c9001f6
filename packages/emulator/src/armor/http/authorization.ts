import type { Next } from "hono";
import { json, unauthorized } from "./json-response.js";
import type { ArmorContext } from "./context.js";
import type { PskRequest } from "../tokens/pre-shared-keys.js";
import type { ArmorState } from "../state.js";
import type { KnownUser } from "../users/users.js";

const gatewayHost = /\.api\.secure-prod\.services$/i;

/** Reads the `Authorization` header before any routing, so that a stale one spoils even a login. */
export async function readAuthorization(c: ArmorContext, next: Next, state: ArmorState): Promise<Response | void> {
  const header = c.req.header("authorization");
  const user = header === undefined ? undefined : await findUser(header, c, state);
  c.set("user", user);
  const mayBeStale = state.settings.authorizationCheck === "protected" && c.req.path.startsWith("/auth/");
  if (header !== undefined && user === undefined && !mayBeStale) return unauthorized();
  return next();
}

/** Lets only requests with a valid token pass. The newer hosts stand behind a gateway that answers by itself. */
export async function requireAuthorization(c: ArmorContext, next: Next): Promise<Response | void> {
  if (c.var.user !== undefined) return next();
  const { hostname } = new URL(c.req.url);
  return gatewayHost.test(hostname) ? json({ message: "Missing Authentication Token" }, 403) : unauthorized();
}

/** A scheme, one space, and what belongs to it; the scheme's name has no case. */
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

/** The body stays readable for the handlers that come after. */
async function signedParts({ req }: ArmorContext): Promise<PskRequest> {
  const body = new Uint8Array(await req.raw.clone().arrayBuffer());
  return { method: req.method, path: new URL(req.url).pathname, body };
}

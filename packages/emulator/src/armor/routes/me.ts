import { json, unauthorized } from "../http/json-response.js";
import type { ArmorContext } from "../http/context.js";
import type { ArmorState } from "../state.js";
import { identity } from "../responses/identity.js";

/** `GET /me`: who the token belongs to. */
export function me(c: ArmorContext, { settings }: ArmorState): Response {
  const { user } = c.var;
  return user === undefined ? unauthorized() : json(identity(user, settings.profile));
}

import type { ArmorContext } from "../http/context.js";
import { json, unauthorized } from "../http/json-response.js";
import { identityJson } from "../responses/identity.js";
import type { ArmorState } from "../state.js";

/** Handles `GET /me`: responds with the user of the token. */
export function getMe(c: ArmorContext, { settings }: ArmorState): Response {
  const { user } = c.var;
  return user === undefined ? unauthorized() : json(identityJson(user, settings.profile));
}

import type { ArmorContext } from "../http/context.js";
import { json, unauthorized } from "../http/json-response.js";
import type { ArmorState } from "../state.js";

const allowedScope = /^(openid|email|profile|\*:[\w-]+)$/;

/**
 * Issues an access token for the id_token in the `Authorization` header. Scopes that the user may not have are left out
 * without an error.
 *
 * @param scope - scope names, separated by spaces
 */
export async function issueScopedToken(
  c: ArmorContext,
  { bearerTokens }: ArmorState,
  scope: string,
): Promise<Response> {
  const { user } = c.var;
  if (user === undefined) return unauthorized();
  const granted = scope
    .split(" ")
    .filter((name) => allowedScope.test(name))
    .join(" ");
  const { origin } = new URL(c.req.url);
  const assertion = await bearerTokens.issue(user, { iss: origin, aud: origin, scp: granted });
  return json({ assertion, scope: granted, token_type: "jwt-bearer" });
}

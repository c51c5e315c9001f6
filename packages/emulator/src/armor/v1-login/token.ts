import { readFields } from "../http/body-fields.js";
import type { ArmorContext } from "../http/context.js";
import { json, malformedRequest, errorResponse } from "../http/json-response.js";
import type { ArmorState } from "../state.js";
import type { KnownUser } from "../users/users.js";
import { issueScopedToken } from "./scoped-token.js";

/**
 * Handles `POST /auth/token`: exchanges a code for an access token or, with a `scope` in the query, an id_token for a
 * scoped access token.
 */
export async function issueToken(c: ArmorContext, state: ArmorState): Promise<Response> {
  const scope = c.req.query("scope");
  if (scope !== undefined) return issueScopedToken(c, state, scope);
  const { code, grant_type: grantType } = (await readFields(c.req.raw)) ?? {};
  if (typeof code !== "string") return malformedRequest("invalid_request", "The request needs a code.");
  if (grantType !== "authorization_code")
    return malformedRequest("unsupported_grant_type", "The grant type is unknown.");
  const user = state.authorizationCodes.redeem(code);
  if (user === undefined) return errorResponse(400, "invalid_grant", "The code is invalid or has expired.");
  return tokenResponse(state, user, state.random(600).toString("base64"));
}

/** Handles `POST /auth/token/reissue`: exchanges a valid access token for a new one. */
export async function reissueToken(c: ArmorContext, state: ArmorState): Promise<Response> {
  const { token: old } = (await readFields(c.req.raw)) ?? {};
  if (typeof old !== "string") return malformedRequest("invalid_request", "The request needs a token.");
  const { reissueEndsOldToken } = state.settings;
  const user = reissueEndsOldToken ? state.accessTokens.redeem(old) : state.accessTokens.find(old);
  if (user === undefined) return errorResponse(401, "invalid_token", "The token is invalid or has expired.");
  return tokenResponse(state, user, null);
}

/** Writes the tokens. As in the real API, the type is Bearer although the scheme is FH-AUTH. */
function tokenResponse({ accessTokens, settings }: ArmorState, user: KnownUser, idToken: string | null): Response {
  return json({
    access_token: accessTokens.issue(user),
    id_token: idToken,
    expires_in: settings.expiresIn,
    token_type: "Bearer",
  });
}

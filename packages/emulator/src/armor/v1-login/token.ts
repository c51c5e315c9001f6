import { json, malformed, refusal } from "../http/json-response.js";
import type { ArmorContext } from "../http/context.js";
import { readFields } from "../http/body-fields.js";
import type { ArmorState } from "../state.js";
import type { KnownUser } from "../users/users.js";
import { scopedToken } from "./scoped-token.js";

/** `POST /auth/token`: a code for an access token; with a `scope` in the query, an id_token for a scoped one. */
export async function token(c: ArmorContext, state: ArmorState): Promise<Response> {
  const scope = c.req.query("scope");
  if (scope !== undefined) return scopedToken(c, state, scope);
  const { code, grant_type: grantType } = (await readFields(c.req.raw)) ?? {};
  if (typeof code !== "string") return malformed("invalid_request", "The request needs a code.");
  if (grantType !== "authorization_code") return malformed("unsupported_grant_type", "The grant type is unknown.");
  const user = state.codes.redeem(code);
  if (user === undefined) return refusal(400, "invalid_grant", "The code is invalid or has expired.");
  return tokenAnswer(state, user, state.random(600).toString("base64"));
}

/** `POST /auth/token/reissue`: a valid access token for a newer one. */
export async function reissue(c: ArmorContext, state: ArmorState): Promise<Response> {
  const { token: old } = (await readFields(c.req.raw)) ?? {};
  if (typeof old !== "string") return malformed("invalid_request", "The request needs a token.");
  const user = state.tokens.find(old);
  if (user === undefined) return refusal(401, "invalid_token", "The token is invalid or has expired.");
  if (state.settings.reissueEndsOldToken) state.tokens.end(old);
  return tokenAnswer(state, user, null);
}

/** The type says Bearer although the scheme is FH-AUTH; real answers do. */
function tokenAnswer({ tokens, settings }: ArmorState, user: KnownUser, idToken: string | null): Response {
  return json({
    access_token: tokens.issue(user),
    id_token: idToken,
    expires_in: settings.expiresIn,
    token_type: "Bearer",
  });
}

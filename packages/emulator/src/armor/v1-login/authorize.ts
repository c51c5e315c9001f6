import { readFields } from "../http/body-fields.js";
import type { ArmorContext } from "../http/context.js";
import { json, malformedRequest, errorResponse } from "../http/json-response.js";
import type { ArmorState } from "../state.js";
import { checkCredentials } from "../users/check-credentials.js";
import { verifyMfa } from "./verify-mfa.js";

const codeLifetimeSeconds = 120;

/** Handles `POST /auth/authorize`: exchanges a name and password for a code. */
export async function authorize(c: ArmorContext, state: ArmorState): Promise<Response> {
  const { username, password } = (await readFields(c.req.raw)) ?? {};
  if (typeof username !== "string" || typeof password !== "string") {
    return malformedRequest("invalid_request", "The request needs a username and a password.");
  }
  if (!state.loginRateLimit.take(username))
    return errorResponse(429, "too_many_requests", "Too many logins; try again later.");
  const user = checkCredentials(state, username, password);
  if (user === undefined) return denyLogin(c, state, username, "The user name or password is incorrect.");
  const failure = await verifyMfa(user);
  if (failure !== undefined) return denyLogin(c, state, username, failure);
  return json({
    redirect_uri: null,
    code: state.authorizationCodes.issue(user),
    success: true,
    ...newerMembers(state),
  });
}

function newerMembers({ settings }: ArmorState): { expiresIn?: number } {
  return settings.profile === "2026" ? { expiresIn: codeLifetimeSeconds } : {};
}

/** Rejects a login. The response for a locked account is the same as for a wrong password. */
function denyLogin(c: ArmorContext, state: ArmorState, username: string, description: string): Response {
  if (state.settings.wrongPasswordStatus === 401) return errorResponse(401, "invalid_credentials", description);
  c.env.outgoing.statusMessage = "Access Denied";
  return json({ errorCode: "access_denied", badLogonCount: state.lockout.countFailures(username) }, 403);
}

import { isHttpCoreError, retryAfterMs, scrub, serverMessage, type AuthOutcome } from "@org/http-core";
import { isError, isHtml, isRecord, omitUndefined, parseJson } from "@org/http-core/authoring";
import { isOAuth2LoginError, OAuth2LoginError } from "../errors.js";
import type { LoginRequest } from "./login-request.js";

/** How much of a response's text is searched for an error, in characters. */
const maxErrorTextLength = 65_536;
/** Error codes that say nothing about the secret: the same request may succeed later. */
const transientErrors: readonly string[] = ["temporarily_unavailable", "server_error"];

/**
 * Error codes that refuse what the request asks for, and not the secret (RFC 6749 section 5.2, RFC 8707 section 2, OpenID
 * Connect Core section 3.1.2.6). Another request with the same secret may succeed.
 */
const requestErrors: readonly string[] = [
  "invalid_request",
  "invalid_scope",
  "invalid_target",
  "unauthorized_client",
  "unsupported_grant_type",
  "interaction_required",
  "login_required",
  "consent_required",
];

/** Error codes with which a server says that it has not exchanged the refresh token, and would do so later. */
const unusedErrors: readonly string[] = [...requestErrors, "invalid_client", "slow_down", "temporarily_unavailable"];

/**
 * Refuses a response that is not a success (RFC 6749 section 5.2): by its status, or by the `error` in the body of a success.
 * The status decides even if the body can't be read; a known error code in the body decides more exactly.
 *
 * @throws OAuth2LoginError that says whether the secret was rejected, and quotes the server
 */
export async function refuseFailure(response: Response, request: LoginRequest): Promise<void> {
  const { ok, status, headers } = response;
  // A copy, since oauth4webapi reads the body of a success itself.
  const whole = await response.clone().text();
  const text = ok ? whole : whole.slice(0, maxErrorTextLength);
  const body = parseJson(text) ?? text;
  if (ok && !hasError(body)) return;
  const oauthError = readOAuthError(body);
  const quote = serverMessage(body, revealSecrets(request)) ?? "";
  const parts = new Set([`The ${request.step} failed with status ${status}`, oauthError ?? "", quote]);
  const message = [...parts].filter((part) => part !== "").join(": ");
  const outcome = outcomeOf(response, oauthError, request);
  // Only the client's own proof is refused by invalid_client.
  const isGrantRefused = request.token !== undefined && oauthError !== undefined && oauthError !== "invalid_client";
  throw new OAuth2LoginError(outcome, message, {
    status,
    ...(isGrantRefused && outcome === "rejected" ? { isGrantLost: true } : {}),
    ...omitUndefined({ oauthError, retryAfterMs: retryAfterMs(headers, request.context.clock) }),
  });
}

/**
 * True if a token request failed in a way that leaves the refresh token unused: nothing was sent, or the server says that it
 * refused the request for another reason. After anything else the server may have exchanged the token.
 *
 * @param error - of the token request
 */
export function isTokenUnused(error: unknown): boolean {
  if (!isHttpCoreError(error)) return false;
  if (error.bytesSent === "none" || error.name === "InputError") return true;
  if (!isOAuth2LoginError(error)) return false;
  return error.oauthError === undefined ? error.status === 429 : unusedErrors.includes(error.oauthError);
}

/** Turns an error of oauth4webapi into a login error without the response that it holds. Returns other errors as they are. */
export function toLoginError(error: unknown, request: LoginRequest): Error {
  if (isHttpCoreError(error)) return error;
  const reason = isError(error) ? error.message : "unknown reason";
  const quote = scrub(reason, revealSecrets(request));
  return new OAuth2LoginError("transient", `The authorization server's response can't be used: ${quote}`);
}

function outcomeOf(response: Response, oauthError: string | undefined, { step }: LoginRequest): AuthOutcome {
  if (response.status === 429 || oauthError === "slow_down") return "throttled";
  if (step !== "token request") return "transient";
  if (oauthError === undefined) return isByServer(response) ? "rejected" : "transient";
  if (transientErrors.includes(oauthError) || requestErrors.includes(oauthError)) return "transient";
  return response.ok || [400, 401, 403].includes(response.status) ? "rejected" : "transient";
}

/**
 * True if a refusal without an error code is about the secret. An HTML page with 400 or 403 comes from a firewall or a
 * proxy, which has not seen the secret.
 */
function isByServer({ ok, status, headers }: Response): boolean {
  if (ok || status === 401) return true;
  return (status === 400 || status === 403) && !isHtml(headers);
}

function hasError(body: unknown): boolean {
  const error = isRecord(body) ? body["error"] : undefined;
  return error !== undefined && error !== null && error !== "" && error !== false;
}

function readOAuthError(body: unknown): string | undefined {
  const code = isRecord(body) ? body["error"] : undefined;
  return typeof code === "string" && /^[a-z_]{1,64}$/.test(code) ? code : undefined;
}

function revealSecrets({ settings, token }: LoginRequest): readonly string[] {
  const secrets = [settings.clientSecret, settings.refreshToken, token];
  return secrets.filter((secret) => secret !== undefined).map((secret) => secret.reveal());
}

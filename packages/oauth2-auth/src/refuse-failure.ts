import {
  isHttpCoreError,
  retryAfterMs,
  scrub,
  serverMessage,
  type AcquireContext,
  type AuthOutcome,
  type Secret,
} from "@org/http-core";
import { isRecord, omitUndefined, parseJson } from "@org/http-core/authoring";
import type { Settings } from "./check-options.js";
import { OAuth2LoginError } from "./errors.js";

/** A request to the authorization server, with what its error message needs. */
export interface LoginRequest {
  /** The checked options. */
  readonly settings: Settings;
  /** Sends the request. */
  readonly context: AcquireContext;
  /** The refresh token to use; undefined with client credentials. */
  readonly refreshToken: Secret | undefined;
  /** The request's name in messages. */
  readonly step: "metadata request" | "token request";
}

/** Error codes that say nothing about the secret: the same request may succeed later. */
const transientErrors: readonly string[] = ["temporarily_unavailable", "server_error"];

/**
 * Refuses a response whose status is not 200 (RFC 6749 section 5.2).
 *
 * @throws OAuth2LoginError that says whether the secret was rejected, and quotes the server
 */
export async function refuseFailure(response: Response, request: LoginRequest): Promise<void> {
  const { status, headers } = response;
  if (status === 200) return;
  const text = await response.text();
  const body = parseJson(text) ?? text;
  const oauthError = readOAuthError(body);
  const quote = scrub(serverMessage(body) ?? "", revealSecrets(request));
  const parts = new Set([`The ${request.step} failed with status ${status}`, oauthError ?? "", quote]);
  const message = [...parts].filter((part) => part !== "").join(": ");
  throw new OAuth2LoginError(outcomeOf(status, oauthError, request), message, {
    status,
    ...omitUndefined({ oauthError, retryAfterMs: retryAfterMs(headers, request.context.clock) }),
  });
}

/** Turns an error of oauth4webapi into a login error without the response that it holds. Returns other errors as they are. */
export function toLoginError(error: unknown, request: LoginRequest): Error {
  if (isHttpCoreError(error)) return error;
  const reason = error instanceof Error ? error.message : "unknown reason";
  const quote = scrub(reason, revealSecrets(request));
  return new OAuth2LoginError("transient", `The authorization server's response can't be used: ${quote}`);
}

function outcomeOf(status: number, oauthError: string | undefined, { step }: LoginRequest): AuthOutcome {
  if (status === 429 || oauthError === "slow_down") return "throttled";
  if (step !== "token request" || transientErrors.includes(oauthError ?? "")) return "transient";
  return [400, 401, 403].includes(status) ? "rejected" : "transient";
}

function readOAuthError(body: unknown): string | undefined {
  const code = isRecord(body) ? body["error"] : undefined;
  return typeof code === "string" && /^[a-z_]{1,64}$/.test(code) ? code : undefined;
}

function revealSecrets({ settings, refreshToken }: LoginRequest): readonly string[] {
  const secrets = [settings.clientSecret, settings.refreshToken, refreshToken];
  return secrets.filter((secret) => secret !== undefined).map((secret) => secret.reveal());
}

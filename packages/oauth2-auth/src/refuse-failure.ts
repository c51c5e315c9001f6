import {
  isHttpCoreError,
  retryAfterMs,
  scrub,
  serverMessage,
  type AcquireContext,
  type AuthOutcome,
  type Secret,
} from "@org/http-core";
import { OAuth2LoginError } from "./errors.js";
import type { Settings } from "./check-options.js";

/** What was asked of the server, for its refusal to be told by. */
export interface Asked {
  readonly settings: Settings;
  readonly context: AcquireContext;
  /** The one that is sent. */
  readonly refreshToken: Secret | undefined;
  /** For the message. */
  readonly what: "look-up of metadata" | "token request";
}

/** Codes of RFC 6749 section 5.2 and its successors that may pass by themselves. */
const passing: readonly string[] = ["temporarily_unavailable", "server_error"];

/**
 * Refuses an answer that is no success (RFC 6749 section 5.2).
 *
 * @throws OAuth2LoginError that says whether the secret was rejected, and quotes the server
 */
export async function refuseFailure(response: Response, asked: Asked): Promise<void> {
  const { status, headers } = response;
  if (status === 200) return;
  const body = parsed(await response.text());
  const oauthError = codeOf(body);
  const quoted = scrub(serverMessage(body) ?? "", secretsOf(asked));
  const parts = new Set([`The ${asked.what} was answered with ${status}`, oauthError ?? "", quoted]);
  const words = [...parts].filter((part) => part !== "").join(": ");
  throw new OAuth2LoginError(outcomeOf(status, oauthError, asked), words, {
    status,
    oauthError,
    ...optional("retryAfterMs", retryAfterMs(headers, asked.context.clock)),
  });
}

/** What a login ends in: an error of ours stays, one of the library loses the answer that it holds. */
export function asLoginError(error: unknown, asked: Asked): Error {
  if (isHttpCoreError(error)) return error;
  const words = error instanceof Error ? error.message : "unknown reason";
  const message = `The authorization server's answer can't be used: ${scrub(words, secretsOf(asked))}`;
  return new OAuth2LoginError("transient", message);
}

function outcomeOf(status: number, oauthError: string | undefined, { what }: Asked): AuthOutcome {
  if (status === 429 || oauthError === "slow_down") return "throttled";
  if (what !== "token request" || passing.includes(oauthError ?? "")) return "transient";
  return [400, 401, 403].includes(status) ? "rejected" : "transient";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function codeOf(body: unknown): string | undefined {
  const code: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "error") : undefined;
  return typeof code === "string" && /^[a-z_]{1,64}$/.test(code) ? code : undefined;
}

function secretsOf({ settings, refreshToken }: Asked): readonly string[] {
  return [settings.clientSecret, settings.refreshToken, refreshToken].flatMap((secret) =>
    secret === undefined ? [] : [secret.reveal()],
  );
}

function optional<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, V>);
}

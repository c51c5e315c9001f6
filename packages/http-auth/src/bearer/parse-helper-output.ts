import { AuthenticationError } from "@org/http-core";
import { isRecord, omitUndefined, parseJsonObject } from "@org/http-core/authoring";
import type { ProvidedToken } from "./types.js";

/**
 * Reads what a helper program prints: the token alone; a token response of OAuth 2.0 (`access_token`, `expires_in` in
 * seconds); or an `ExecCredential` of Kubernetes (`status.token`, `status.expirationTimestamp`).
 *
 * @param output - standard output; no error quotes it
 * @param startedAt - when the program was started, milliseconds since 1970: lifetimes start at this time
 * @throws AuthenticationError `transient` if it is none of them
 */
export function parseHelperOutput(output: string, startedAt: number): ProvidedToken {
  const text = output.trim();
  if (!text.startsWith("{")) return { token: text };
  const response = omitUndefined(parseJsonObject(text) ?? {});
  const { status } = response;
  const { token, expiresAt } = isRecord(status)
    ? readExecCredential(omitUndefined(status))
    : readTokenResponse(response, startedAt);
  if (typeof token !== "string") {
    const message = "The helper program printed JSON without access_token, and without status.token";
    throw new AuthenticationError("transient", message);
  }
  return { token, ...omitUndefined({ expiresAt }) };
}

interface ReadToken {
  readonly token: unknown;
  readonly expiresAt: number | undefined;
}

function readExecCredential({ token, expirationTimestamp }: Readonly<Record<string, unknown>>): ReadToken {
  const expiresAt = typeof expirationTimestamp === "string" ? Date.parse(expirationTimestamp) : undefined;
  return { token, expiresAt };
}

function readTokenResponse(response: Readonly<Record<string, unknown>>, startedAt: number): ReadToken {
  const { access_token: token, expires_in: seconds } = response;
  return { token, expiresAt: typeof seconds === "number" && seconds > 0 ? startedAt + seconds * 1000 : undefined };
}

import type { Secret } from "@org/http-core";
import { ArmorLoginError } from "../errors.js";

/** What a token is checked against. */
export interface IdTokenExpectation {
  readonly clientId: string;
  /** What was sent, where one was. */
  readonly nonce: string | undefined;
  /** Wall clock, milliseconds since 1970. */
  readonly nowMs: number;
}

/** Later than any plausible time in seconds: a claim in milliseconds. */
const largestSeconds = 99_999_999_999;
const longestToken = 16_384;

/**
 * Checks an id_token (OpenID Connect Core, section 3.2.2.11): three parts, audience, expiry, and the nonce where it is
 * echoed. The signature is the API's to check; the token came from the sign-in service itself, over TLS.
 *
 * @param idToken - as the final page held it
 * @param expected - client, nonce and time
 * @returns when it expires, in milliseconds since 1970
 * @throws ArmorLoginError `invalid-token`
 */
export function checkIdToken(idToken: Secret, expected: IdTokenExpectation): { expiresAt: number } {
  const claims = claimsOf(idToken.reveal());
  const audience = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  if (!audience.includes(expected.clientId)) invalid("its audience is another client");
  if (expected.nonce !== undefined && claims.nonce !== undefined && claims.nonce !== expected.nonce) {
    invalid("its nonce is not the one that was sent");
  }
  const { exp } = claims;
  if (typeof exp !== "number" || !Number.isFinite(exp)) invalid("it has no expiry");
  if (exp > largestSeconds) invalid("its expiry is not in seconds");
  if (exp * 1000 <= expected.nowMs) invalid("it has expired; check this machine's clock");
  return { expiresAt: exp * 1000 };
}

function claimsOf(token: string): Record<string, unknown> {
  if (token.length > longestToken) invalid("it is too long");
  const match = /^[A-Za-z0-9_-]+\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]+$/.exec(token);
  if (match?.[1] === undefined) invalid("it has not three parts of base64url");
  const claims = parsed(Buffer.from(match[1], "base64url").toString("utf8"));
  if (typeof claims !== "object" || claims === null || Array.isArray(claims)) invalid("its claims are no JSON object");
  return { ...claims };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function invalid(why: string): never {
  throw new ArmorLoginError("invalid-token", `The sign-in service's id_token can't be used: ${why}`);
}

import type { Secret } from "@org/http-core";
import { parseJsonObject } from "@org/http-core/authoring";
import { ArmorLoginError } from "../errors.js";

/** What a token must fit. */
export interface ExpectedClaims {
  /** The client that the token must be issued for. */
  readonly clientId: string;
  /** The nonce of the request; undefined if none was sent. */
  readonly nonce: string | undefined;
  /** Wall clock time, in milliseconds since 1970. */
  readonly nowMs: number;
}

/** A larger expiry must be in milliseconds: in seconds it would be after the year 5000. */
const maxExpirySeconds = 99_999_999_999;
const maxTokenCharacters = 16_384;

/**
 * Checks an id_token (OpenID Connect Core, section 3.2.2.11): its form, audience and expiry, and its nonce if it has
 * one. It does not check the signature: the token comes from the sign-in service itself over TLS, and the API checks it.
 *
 * @param idToken - from the final page
 * @param expected - client, nonce and time
 * @returns the time of expiry, in milliseconds since 1970
 * @throws ArmorLoginError `invalid-token`
 */
export function checkIdToken(idToken: Secret, expected: ExpectedClaims): { expiresAt: number } {
  const { aud, nonce, exp } = readClaims(idToken.reveal());
  const audience: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (!audience.includes(expected.clientId)) refuse("it was issued for another client");
  if (expected.nonce !== undefined && nonce !== undefined && nonce !== expected.nonce) {
    refuse("its nonce is not the one that was sent");
  }
  if (typeof exp !== "number" || !Number.isFinite(exp)) refuse("it has no expiry");
  if (exp > maxExpirySeconds) refuse("its expiry is not in seconds");
  if (exp * 1000 <= expected.nowMs) refuse("it has expired; check this machine's clock");
  return { expiresAt: exp * 1000 };
}

function readClaims(token: string): Readonly<Record<string, unknown>> {
  if (token.length > maxTokenCharacters) refuse("it is too long");
  const payload = /^[A-Za-z0-9_-]+\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]+$/.exec(token)?.[1];
  if (payload === undefined) refuse("it does not consist of three base64url parts");
  return parseJsonObject(Buffer.from(payload, "base64url").toString("utf8")) ?? refuse("its claims are no JSON object");
}

function refuse(why: string): never {
  throw new ArmorLoginError("invalid-token", `The sign-in service's id_token can't be used: ${why}`);
}

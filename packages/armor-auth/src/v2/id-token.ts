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

/** A token may be valid for one day at most. */
const maxLifetimeMs = 86_400_000;
/** How far the server's clock may be ahead of this machine's. */
const maxClockSkewMs = 60_000;
const maxTokenCharacters = 16_384;

/**
 * Checks an id_token (OpenID Connect Core, section 3.2.2.11): its form, audience, nonce and times. It does not check the
 * signature: the token comes from the sign-in service itself over TLS, and the API checks it.
 *
 * @param idToken - from the final page
 * @param expected - client, nonce and time
 * @returns the time of expiry by this machine's clock, in milliseconds since 1970
 * @throws ArmorLoginError `invalid-token`
 */
export function checkIdToken(idToken: Secret, expected: ExpectedClaims): { expiresAt: number } {
  const { aud, nonce, exp, nbf, iat } = readClaims(idToken.reveal());
  if (!isOnlyAudience(aud, expected.clientId)) refuse("it was not issued for this client alone");
  if (expected.nonce !== undefined && nonce !== expected.nonce) refuse("its nonce is not the one that was sent");
  const expiresAt = checkTimes(exp, nbf, expected.nowMs);
  // The token has just been issued. Its lifetime by the server's clock holds although this machine's clock is wrong.
  const lifetimeMs = typeof iat === "number" ? expiresAt - iat * 1000 : 0;
  return { expiresAt: lifetimeMs > 0 && lifetimeMs <= maxLifetimeMs ? expected.nowMs + lifetimeMs : expiresAt };
}

/** A token with other audiences could have been issued to one of them. */
function isOnlyAudience(aud: unknown, clientId: string): boolean {
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return audiences.length === 1 && audiences[0] === clientId;
}

/** Checks `exp` and `nbf`, in seconds since 1970, and returns the time of expiry in milliseconds. */
function checkTimes(exp: unknown, nbf: unknown, nowMs: number): number {
  if (typeof exp !== "number" || !Number.isFinite(exp)) refuse("it has no expiry");
  const expiresAt = exp * 1000;
  if (expiresAt <= nowMs) refuse("it has expired; check this machine's clock");
  if (expiresAt > nowMs + maxLifetimeMs) refuse("it expires in more than a day; check this machine's clock");
  if (nbf === undefined) return expiresAt;
  if (typeof nbf !== "number" || !Number.isFinite(nbf)) refuse("the time from which it is valid is not a number");
  if (nbf * 1000 > nowMs + maxClockSkewMs) refuse("it is not valid yet; check this machine's clock");
  return expiresAt;
}

function readClaims(token: string): Readonly<Record<string, unknown>> {
  if (token.length > maxTokenCharacters) refuse("it is too long");
  const payload = /^[A-Za-z0-9_-]+\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]+$/.exec(token)?.[1];
  if (payload === undefined) refuse("it does not consist of three base64url parts");
  return (
    parseJsonObject(Buffer.from(payload, "base64url").toString("utf8")) ?? refuse("its claims are not a JSON object")
  );
}

function refuse(why: string): never {
  throw new ArmorLoginError("invalid-token", `The sign-in service's id_token can't be used: ${why}`);
}

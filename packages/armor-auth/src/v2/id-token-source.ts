import type { LoginContext, Secret } from "@org/http-core";
import { memberOf, refuseOption } from "@org/http-core/authoring";
import type { ArmorCallAuth } from "../account-context.js";

/** What the sign-in page says about an MFA prompt. */
export interface MfaPrompt {
  /** The MFA provider's name, for example `AzureMfaServerAuthentication`. */
  readonly method: string;
  /** What the user should do, on one line; absent if the page does not say. */
  readonly instructions?: string;
  /** The number to choose on the device; absent if the page shows none. */
  readonly number?: string;
}

/** What a source gets for one login. */
export interface IdTokenLogin {
  /** The user's name. */
  readonly username: string;
  /** The user's password. */
  readonly password: Secret;
  /** Sends requests to the source's origins only, with the cookies of this login only. */
  readonly context: LoginContext<ArmorCallAuth>;
}

/** What a source returns. */
export interface IdTokenResult {
  /** The token, in compact form: three parts of base64url. */
  readonly idToken: Secret;
  /** The nonce of the request; absent if none was sent. */
  readonly nonce?: string;
}

/** A source of id_tokens for v2. Each identity provider has a source of its own. */
export interface IdTokenSource {
  /** The hosts that receive the password, as `https://host[:port]`. */
  readonly origins: readonly string[];
  /** The client that the token must be issued for. */
  readonly clientId: string;
  /** How long a request may wait for the user to confirm a prompt, in milliseconds. */
  readonly mfaTimeoutMs: number;
  /**
   * Logs in once, with at most one password request and one prompt.
   *
   * @throws ArmorLoginError, TransportError
   */
  fetchIdToken(login: IdTokenLogin): Promise<IdTokenResult>;
}

/**
 * Checks the option `v2Source`.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function checkIdTokenSource(source: IdTokenSource): IdTokenSource {
  if (!isIdTokenSource(source)) refuseOption("v2Source", "an IdTokenSource, such as adfsSource() returns");
  return source;
}

function isIdTokenSource(source: Partial<IdTokenSource> | null): boolean {
  if (typeof source !== "object" || source === null) return false;
  const mfaTimeoutMs = memberOf(source, "mfaTimeoutMs");
  return (
    typeof memberOf(source, "fetchIdToken") === "function" &&
    Array.isArray(memberOf(source, "origins")) &&
    typeof memberOf(source, "clientId") === "string" &&
    typeof mfaTimeoutMs === "number" &&
    mfaTimeoutMs > 0
  );
}

import { AuthenticationError, Secret, type Credential } from "@org/http-core";
import { parseJsonObject } from "@org/http-core/authoring";
import type { Tokens } from "./types.js";

/**
 * Makes a credential from the response to a login or a renewal.
 *
 * @param text - the response's body
 * @param requestedAtMs - when the request was sent; the token's lifetime starts then
 * @throws AuthenticationError `AUTH_TRANSIENT` if the response can't be used
 */
export function toCredential(text: string, requestedAtMs: number): Credential<Tokens> {
  const fields = parseJsonObject(text) ?? {};
  const seconds = fields["expires_in"];
  if (typeof seconds !== "number" || !(seconds > 0)) refuse("expires_in");
  const value = {
    access: readToken(fields, "access_token"),
    refresh: readToken(fields, "refresh_token"),
  };
  // The refresh token outlives the access token. So the credential has no `expiresAt`: an expired one
  // is replaced by a login with the password. Return `expiresAt: requestedAtMs + seconds * 1000`
  // instead if both tokens expire at the same time.
  return { value, renewAfter: requestedAtMs + seconds * 800 };
}

/** A header can carry only printable ASCII. */
function readToken(fields: Readonly<Record<string, unknown>>, name: string): Secret {
  const token = fields[name];
  if (typeof token !== "string" || !/^[!-~]+$/.test(token)) refuse(name);
  return new Secret(token);
}

function refuse(name: string): never {
  throw new AuthenticationError("transient", `The service's response has no usable ${name}`);
}

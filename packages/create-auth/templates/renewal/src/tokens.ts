import { AuthenticationError, Secret, type Credential } from "@org/http-core";
import type { Tokens } from "./types.js";

/**
 * A credential from the answer to a login or a renewal.
 *
 * @param askedAtMs - when the request went out: the lifetime counts from then
 * @throws AuthenticationError `AUTH_TRANSIENT` for an answer that can't be used
 */
export function credentialOf(answer: unknown, askedAtMs: number): Credential<Tokens> {
  const fields = Object(answer) as Record<string, unknown>;
  const { access_token: access, refresh_token: refresh, expires_in: seconds } = fields;
  if (typeof seconds !== "number" || !(seconds > 0)) unusable("expires_in");
  const value = {
    access: tokenOf("access_token", access),
    refresh: tokenOf("refresh_token", refresh),
  };
  return { value, expiresAt: askedAtMs + seconds * 1000 };
}

/** A header carries printable ASCII alone. */
function tokenOf(name: string, value: unknown): Secret {
  if (typeof value !== "string" || !/^[!-~]+$/.test(value)) unusable(name);
  return new Secret(value);
}

function unusable(name: string): never {
  throw new AuthenticationError("transient", `The login's answer has no usable ${name}`);
}

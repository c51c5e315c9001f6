import { Secret, type HttpResponse } from "@org/http-core";
import { parseJsonObject } from "@org/http-core/authoring";
import { ArmorLoginError } from "../errors.js";
import { readLifetimeMs } from "./token-lifetime.js";

/** A token, as the service issued it. */
export interface TokenResponse {
  /** Fits into a header. */
  readonly token: Secret;
  /** Milliseconds from now. */
  readonly lifetimeMs: number;
}

// A token goes into a header, so only the characters of a token68 are accepted (RFC 9110, section 11.2).
const tokenPattern = /^[A-Za-z0-9._~+/-]{1,8192}={0,2}$/;
const codePattern = /^[\x21-\x7e]{1,4096}$/;

/**
 * Reads the response to user name and password.
 *
 * @returns the code to exchange for a token
 * @throws ArmorLoginError `wrong-password` for `success: false`; `unexpected-response` if there is no code
 */
export async function readCode(response: HttpResponse): Promise<Secret> {
  const { code, success = true } = await readObject(response, "authorize");
  if (success === false) throw new ArmorLoginError("wrong-password", "Armor refused the password (success: false)");
  if (success !== true) refuse("authorize", "success is not a boolean", response.status);
  if (typeof code !== "string" || !codePattern.test(code)) refuse("authorize", "it has no code", response.status);
  return new Secret(code);
}

/**
 * Reads the response to a code or a reissue.
 *
 * @throws ArmorLoginError `unexpected-response`
 */
export async function readToken(response: HttpResponse): Promise<TokenResponse> {
  const { access_token: token, expires_in: expiresIn } = await readObject(response, "token");
  if (typeof token !== "string" || !tokenPattern.test(token)) {
    refuse("token", "it has no access_token that fits into a header", response.status);
  }
  return { token: new Secret(token), lifetimeMs: readLifetimeMs(expiresIn) };
}

async function readObject(response: HttpResponse, step: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await response.text().catch(() => "");
  return parseJsonObject(text) ?? refuse(step, "it is not a JSON object", response.status);
}

function refuse(step: string, why: string, status: number): never {
  throw new ArmorLoginError("unexpected-response", `Armor's response to ${step} can't be used: ${why}`, { status });
}

import { Secret, type HttpResponse } from "@org/http-core";
import { ArmorLoginError } from "../errors.js";
import { lifetimeMs } from "./token-lifetime.js";

/** A token and how long it lives from now on. */
export interface TokenAnswer {
  readonly token: Secret;
  readonly lifetimeMs: number;
}

// A token ends up in a header, so it is held to the characters of a token68 (RFC 9110 section 11.2).
const tokenPattern = /^[A-Za-z0-9._~+/-]{1,8192}={0,2}$/;
const codePattern = /^[\x21-\x7e]{1,4096}$/;

/**
 * Reads the answer to the password.
 *
 * @throws ArmorLoginError `wrong-password` for an explicit `success: false`, `unexpected-answer` for anything else but
 * a code
 */
export async function readCode(response: HttpResponse): Promise<Secret> {
  const { code, success = true } = await readObject(response, "authorize");
  if (success === false) throw new ArmorLoginError("wrong-password", "Armor answered the password with success: false");
  if (success !== true) unexpected("authorize", "success is not a boolean", response.status);
  if (typeof code !== "string" || !codePattern.test(code)) unexpected("authorize", "it has no code", response.status);
  return new Secret(code);
}

/**
 * Reads the answer to a code or a reissue.
 *
 * @throws ArmorLoginError `unexpected-answer`
 */
export async function readToken(response: HttpResponse): Promise<TokenAnswer> {
  const { access_token: token, expires_in: expiresIn } = await readObject(response, "token");
  if (typeof token !== "string" || !tokenPattern.test(token)) {
    unexpected("token", "it has no access_token that fits a header", response.status);
  }
  return { token: new Secret(token), lifetimeMs: lifetimeMs(expiresIn) };
}

async function readObject(response: HttpResponse, step: string): Promise<Record<string, unknown>> {
  const value = await response.json().catch(() => unexpected(step, "it is not JSON", response.status));
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    unexpected(step, "it is no JSON object", response.status);
  }
  return { ...value };
}

function unexpected(step: string, why: string, status: number): never {
  throw new ArmorLoginError("unexpected-answer", `Armor's answer to ${step} can't be used: ${why}`, { status });
}

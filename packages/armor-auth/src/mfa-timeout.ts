import { isTransportError } from "@org/http-core";
import { checkInteger } from "@org/http-core/authoring";
import { ArmorLoginError } from "./errors.js";

const defaultMfaTimeoutMs = 120_000;
const maxMfaTimeoutMs = 600_000;

/**
 * Checks the option `mfaTimeoutMs`, and fills in its default.
 *
 * @param value - milliseconds, 1 to 600 000. Default 120 000
 * @throws InputError `OPTION_INVALID`
 */
export function checkMfaTimeout(value: unknown): number {
  return checkInteger("mfaTimeoutMs", value ?? defaultMfaTimeoutMs, { min: 1, max: maxMfaTimeoutMs });
}

/**
 * Turns the timeout of a request that waits for the user's device into a login error.
 *
 * @param error - thrown by the request
 * @param message - of the login error
 * @returns an `ArmorLoginError` with `mfa-timeout`, or any other error as it is
 */
export function toMfaTimeout(error: unknown, message: string): unknown {
  if (!isTransportError(error) || error.code !== "PHASE_TIMEOUT" || error.phase !== "firstByte") return error;
  return new ArmorLoginError("mfa-timeout", message, { cause: error });
}

import { VigilesError } from "../../errors.js";
import { showValue } from "./show-value.js";

const token = /^[A-Za-z0-9_.-]{1,256}$/;
/** Ids of vulnerabilities; those of some distributions have a colon, for example `ALSA-2022:1234`. */
const vulnerabilityId = /^[A-Za-z0-9_.:-]{1,256}$/;
/** Letters of every script (RFC 6531), and the characters of RFC 5322 that mean nothing in a path. */
const email = /^[\p{L}\p{M}\p{N}.!$&'*+=_~-]{1,64}@[\p{L}\p{M}\p{N}.-]{1,253}$/u;

/**
 * True for a text that can be a token.
 *
 * @param value - of a response, which may hold anything
 */
export function isToken(value: unknown): value is string {
  return typeof value === "string" && token.test(value) && value !== "." && value !== "..";
}

/**
 * Checks a token that becomes part of a path, so that it cannot lead to another endpoint.
 *
 * @param name - of the parameter, for the error
 * @param value - as the caller gave it
 * @returns the value
 * @throws VigilesError `TOKEN_INVALID`
 */
export function checkToken(name: string, value: unknown): string {
  if (isToken(value)) return value;
  throw invalid(name, value, "it must consist of 1 to 256 letters, digits and _ . -");
}

/**
 * Checks a value that may be left out. An empty text is not left out: it is mostly that of a variable that is not set.
 *
 * @param check - the check of a value that is given
 * @param name - of the parameter, for the error
 * @param value - as the caller gave it
 * @returns what the check returns; undefined if the value is left out
 * @throws VigilesError as the check does
 */
export function checkIfGiven<T, R>(
  check: (name: string, value: T) => R,
  name: string,
  value: T | undefined,
): R | undefined {
  return value === undefined ? undefined : check(name, value);
}

/**
 * Checks the id of a vulnerability, which may become part of a path.
 *
 * @param name - of the parameter, for the error
 * @param value - as the caller gave it
 * @returns the value
 * @throws VigilesError `TOKEN_INVALID`
 */
export function checkVulnerabilityId(name: string, value: unknown): string {
  if (typeof value === "string" && vulnerabilityId.test(value) && value !== "." && value !== "..") return value;
  throw invalid(name, value, "it must consist of 1 to 256 letters, digits and _ . : -");
}

/**
 * Checks a list of tokens. One bad token refuses the whole list.
 *
 * @param name - of the parameter, for the error
 * @param values - as the caller gave them
 * @throws VigilesError `TOKEN_MISSING` for an empty list, `TOKEN_INVALID`
 */
export function checkTokens(name: string, values: readonly unknown[]): string[] {
  if (!Array.isArray(values)) throw new VigilesError("TOKEN_INVALID", `${name} must be a list of tokens`);
  if (values.length === 0) throw new VigilesError("TOKEN_MISSING", `${name} is empty; give at least one token`);
  return values.map((value) => checkToken(name, value));
}

/**
 * Checks an e-mail address that becomes part of a path.
 *
 * @param name - of the parameter, for the error
 * @param value - as the caller gave it
 * @returns the value
 * @throws VigilesError `TOKEN_INVALID`
 */
export function checkEmail(name: string, value: unknown): string {
  if (typeof value === "string" && email.test(value)) return value;
  throw invalid(name, value, "it must be an e-mail address");
}

function invalid(name: string, value: unknown, rule: string): VigilesError {
  return new VigilesError("TOKEN_INVALID", `${name} ${showValue(value)} can't be used: ${rule}`);
}

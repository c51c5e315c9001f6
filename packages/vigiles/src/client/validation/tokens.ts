import { VigilesError } from "../../errors.js";
import { printable } from "../../util/printable.js";

const token = /^[A-Za-z0-9_.-]{1,256}$/;
const email = /^[A-Za-z0-9.!$&'*+=_~-]{1,64}@[A-Za-z0-9.-]{1,253}$/;

/**
 * A token or CVE id as it may stand in a path. Anything that could reach another endpoint is refused before signing.
 *
 * @param name - of the parameter, for the error
 * @param value - as given
 * @returns the value
 * @throws VigilesError `TOKEN_INVALID`
 */
export function checkToken(name: string, value: unknown): string {
  if (typeof value === "string" && token.test(value) && value !== "." && value !== "..") return value;
  throw invalid(name, value, "1 to 256 letters, digits and _ . - are expected");
}

/**
 * A list of tokens. One bad token refuses the whole list.
 *
 * @param name - of the parameter, for the error
 * @param values - as given
 * @throws VigilesError `TOKEN_INVALID`
 */
export function checkTokens(name: string, values: readonly unknown[]): string[] {
  if (values.length === 0) throw new VigilesError("TOKEN_MISSING", `${name} is empty; give at least one token`);
  return values.map((value) => checkToken(name, value));
}

/**
 * An e-mail address as it may stand in a path.
 *
 * @param name - of the parameter, for the error
 * @param value - as given
 * @returns the value
 * @throws VigilesError `TOKEN_INVALID`
 */
export function checkEmail(name: string, value: unknown): string {
  if (typeof value === "string" && email.test(value)) return value;
  throw invalid(name, value, "an e-mail address is expected");
}

function invalid(name: string, value: unknown, expected: string): VigilesError {
  return new VigilesError("TOKEN_INVALID", `${name} ${shown(value)} can't be used: ${expected}`);
}

/** Enough of a value to recognise it by. */
function shown(value: unknown): string {
  if (typeof value !== "string") return `(${value === null ? "null" : typeof value})`;
  return printable(JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value));
}

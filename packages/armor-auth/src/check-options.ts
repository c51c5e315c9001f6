import { InputError } from "@org/http-core";

const longestCredential = 512;
const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Checks a user name or password: 1 to 512 characters, counted as code points. The value is never quoted.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function checkCredential(name: "username" | "password", value: unknown): string {
  if (typeof value !== "string" || value === "") refuse(name, "a string that is not empty");
  if (value.length > 2 * longestCredential || [...value].length > longestCredential) {
    refuse(name, `at most ${longestCredential} characters long`);
  }
  return value;
}

/**
 * Checks the generation of the login.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function checkAuth(value: unknown): 1 | 2 {
  if (value !== 1 && value !== 2) refuse("auth", "the number 1 or 2");
  return value;
}

/**
 * Checks a whole number within bounds.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function checkInteger(name: string, value: unknown, least: number, most: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) {
    refuse(name, `a whole number from ${least} to ${most}`);
  }
  return value;
}

/**
 * Checks an account id: a positive whole number, or its decimal text without leading zeros.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function checkAccountId(value: unknown): number {
  const id = typeof value === "string" && /^[1-9]\d{0,15}$/.test(value) ? Number(value) : value;
  return checkInteger("accountId", id, 1, Number.MAX_SAFE_INTEGER);
}

/**
 * Checks a service's URL: https (http on loopback), without user name, query or fragment.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function checkUrl(name: string, value: unknown): URL {
  const url = typeof value === "string" || value instanceof URL ? URL.parse(String(value)) : null;
  if (url === null) refuse(name, "an absolute https URL");
  if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback.has(url.hostname))) {
    refuse(name, "an https URL; http is for loopback alone");
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    refuse(name, "a URL without user name, password, query and fragment");
  }
  return url;
}

/**
 * Checks an option that says yes or no.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function checkBoolean(name: string, value: unknown): boolean {
  if (typeof value !== "boolean") refuse(name, "true or false");
  return value;
}

/**
 * Refuses what is no object of options, and names that no option has.
 *
 * @throws InputError `OPTION_INVALID`, `OPTION_UNKNOWN` with the known names
 */
export function checkNames(options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null)
    throw new InputError("OPTION_INVALID", "Options must be an object");
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new InputError("OPTION_UNKNOWN", `Unknown option ${JSON.stringify(unknown)}; known are ${known.join(", ")}`);
}

function refuse(name: string, expected: string): never {
  throw new InputError("OPTION_INVALID", `Option ${name} must be ${expected}`);
}

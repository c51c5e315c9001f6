import { ownMembers } from "../../own-members.js";
import type { ArmorUser, MfaBehaviour, V2Outcome } from "../options.js";

const mfaOutcomes: readonly string[] = ["off", "approve", "deny", "time-out"] satisfies MfaBehaviour["outcome"][];
const v2Outcomes: readonly string[] = [
  "ok",
  "no-mfa",
  "wrong-password",
  "locked",
  "password-expired",
  "not-enrolled",
  "mfa-denied",
  "mfa-timeout",
  "loop-error",
  "server-error",
] satisfies V2Outcome[];
const members = ["username", "password", "accounts", "preSharedKeys", "mfa", "v2Outcome", "pages"];

/**
 * Parses the `--armor-user` option.
 *
 * @param text - `USER:PASSWORD`, where the password can contain colons, or an `ArmorUser` as JSON
 * @throws TypeError for anything else; the message does not contain the password
 */
export function parseUser(text: string): ArmorUser {
  if (text.startsWith("{")) return parseJsonUser(text);
  const [, username, password] = /^([^:]+):(.+)$/s.exec(text) ?? [];
  if (username === undefined || password === undefined) {
    throw new TypeError("Write USER:PASSWORD, or JSON with username and password.");
  }
  return { username, password };
}

function parseJsonUser(text: string): ArmorUser {
  const user = parseJson(text);
  const unknown = Object.keys(user).find((name) => !members.includes(name));
  if (unknown !== undefined) throw new TypeError(`"${unknown}" is unknown: choose from ${members.join(", ")}.`);
  for (const name of ["username", "password"]) {
    if (typeof user[name] !== "string" || user[name] === "")
      throw new TypeError(`${name} must be a string that is not empty.`);
  }
  const { accounts, mfa, v2Outcome } = ownMembers<Partial<ArmorUser>>(user);
  if (accounts !== undefined && !Array.isArray(accounts)) throw new TypeError("accounts must be an array.");
  checkOneOf("mfa.outcome", ownMembers<MfaBehaviour>(mfa).outcome, mfaOutcomes);
  checkOneOf("v2Outcome", v2Outcome, v2Outcomes);
  return user as unknown as ArmorUser;
}

function parseJson(text: string): Record<string, unknown> {
  try {
    return ownMembers(JSON.parse(text) as Record<string, unknown>);
  } catch {
    throw new TypeError("The text starts with { but is not valid JSON.");
  }
}

function checkOneOf(name: string, value: string | undefined, allowed: readonly string[]): void {
  if (value !== undefined && !allowed.includes(value))
    throw new TypeError(`${name} must be one of ${allowed.join(", ")}.`);
}

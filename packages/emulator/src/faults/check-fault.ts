import { ownMembers } from "../own-members.js";
import type { Fault, FaultKind } from "./fault.js";

/** What a member of a fault must be. */
interface Rule {
  readonly isValid: (value: unknown) => boolean;
  /** Completes the sentence "must be …". */
  readonly expected: string;
}

const redirectStatuses: readonly unknown[] = [301, 302, 303, 307, 308];

const status: Rule = { isValid: (value) => isIntegerFrom(200, value) && value <= 599, expected: "from 200 to 599" };
const redirectStatus: Rule = {
  isValid: (value) => redirectStatuses.includes(value),
  expected: `one of ${redirectStatuses.join(", ")}`,
};
const count: Rule = { isValid: (value) => isIntegerFrom(0, value), expected: "an integer, 0 or more" };
const times: Rule = { isValid: (value) => isIntegerFrom(1, value), expected: "an integer, 1 or more" };
const text: Rule = { isValid: (value) => typeof value === "string", expected: "a string" };
const flag: Rule = { isValid: (value) => typeof value === "boolean", expected: "true or false" };
const headers: Rule = {
  isValid: (value) => typeof value === "object" && value !== null && Object.values(value).every(text.isValid),
  expected: "an object with string values",
};

const rulesByType: Readonly<Record<FaultKind["type"], Readonly<Record<string, Rule>>>> = {
  status: { status, headers: optional(headers), body: optional(text) },
  slow: { delayMs: count },
  truncate: { bytes: optional(count) },
  reset: { handled: optional(flag) },
  redirect: { status: redirectStatus, location: text },
  html: { status: optional(status), body: optional(text) },
};

const commonRules: Readonly<Record<string, Rule>> = { path: text, method: optional(text), times: optional(times) };

function optional({ isValid, expected }: Rule): Rule {
  return { isValid: (value) => value === undefined || isValid(value), expected };
}

function isIntegerFrom(min: number, value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= min;
}

/**
 * Checks that a value is a valid fault.
 *
 * @returns its own members
 * @throws TypeError that names the wrong member and what it must be
 */
export function checkFault(value: unknown): Fault {
  if (typeof value !== "object" || value === null) throw new TypeError("A fault must be an object");
  const fault = ownMembers<Readonly<Record<string, unknown>>>(value as Readonly<Record<string, unknown>>);
  const type = String(fault["type"]);
  if (!isFaultType(type)) throw new TypeError(`A fault's type is one of ${Object.keys(rulesByType).join(", ")}`);
  const rules = { ...commonRules, ...rulesByType[type] };
  for (const [name, { isValid, expected }] of Object.entries(rules)) {
    if (!isValid(fault[name])) throw new TypeError(`The "${name}" of a ${type} fault must be ${expected}`);
  }
  const unknown = Object.keys(fault).find((name) => name !== "type" && !Object.hasOwn(rules, name));
  if (unknown !== undefined) {
    throw new TypeError(`A ${type} fault has no "${unknown}": choose from ${Object.keys(rules).join(", ")}`);
  }
  return fault as unknown as Fault;
}

function isFaultType(type: string): type is FaultKind["type"] {
  return Object.hasOwn(rulesByType, type);
}

import type { Fault, FaultKind } from "./fault.js";

type Check = (value: unknown) => boolean;

const isStatus: Check = (value) => Number.isInteger(value) && (value as number) >= 200 && (value as number) <= 599;
const isCount: Check = (value) => Number.isInteger(value) && (value as number) >= 0;
const isText: Check = (value) => typeof value === "string";
const isFlag: Check = (value) => typeof value === "boolean";
const isHeaders: Check = (value) => typeof value === "object" && value !== null && Object.values(value).every(isText);
const isRedirect: Check = (value) => [301, 302, 303, 307, 308].includes(value as number);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const members: Readonly<Record<FaultKind["type"], Readonly<Record<string, Check>>>> = {
  status: { status: isStatus, headers: optional(isHeaders), body: optional(isText) },
  slow: { delayMs: isCount },
  truncate: { bytes: optional(isCount) },
  reset: { handled: optional(isFlag) },
  redirect: { status: isRedirect, location: isText },
  html: { status: optional(isStatus), body: optional(isText) },
};

const common: Readonly<Record<string, Check>> = {
  path: isText,
  method: optional(isText),
  times: optional((value) => isCount(value) && value !== 0),
};

/**
 * Checks what came in from outside.
 *
 * @throws TypeError that names the wrong member
 */
export function checkFault(value: unknown): Fault {
  if (typeof value !== "object" || value === null) throw new TypeError("A fault is an object");
  const fault = value as Record<string, unknown>;
  const known = Object.hasOwn(members, String(fault["type"])) ? members[fault["type"] as FaultKind["type"]] : undefined;
  if (known === undefined) throw new TypeError(`A fault's type is one of ${Object.keys(members).join(", ")}`);
  const checks: Readonly<Record<string, Check>> = { ...common, ...known };
  for (const [name, check] of Object.entries(checks)) {
    if (!check(fault[name])) throw new TypeError(`A ${String(fault["type"])} fault needs a proper "${name}"`);
  }
  const unknown = Object.keys(fault).find((name) => name !== "type" && !Object.hasOwn(checks, name));
  if (unknown !== undefined) throw new TypeError(`A ${String(fault["type"])} fault has no "${unknown}"`);
  return value as Fault;
}

import type { Body } from "@org/http-core";
import { compareCodePoints } from "../python-format/code-point-order.js";
import { LinuxLinkError } from "../errors.js";
import { pythonText, type ParamScalar } from "../python-format/text.js";

/** One parameter: a value, a list of values of one type, or a body that can be opened twice, such as a file. */
export type ParamValue = ParamScalar | readonly ParamScalar[] | Body | null | undefined;

/** Parameters of a call, by name. `null` and `undefined` are neither signed nor sent. */
export type LinuxLinkParams = Readonly<Record<string, ParamValue>>;

/** A checked parameter whose values are text; only a body stays a body. */
export interface CanonicalParam {
  /** The caller's name, unchanged. */
  readonly name: string;
  /** The caller's value; a list is a copy. */
  readonly given: ParamScalar | readonly ParamScalar[] | Body;
  /** The values in the order they are sent. */
  readonly values: readonly (string | Body)[];
  /** The values in the order they are signed: sorted. */
  readonly signedValues: readonly (string | Body)[];
}

/**
 * Checks parameters and turns their values into text. The account's address replaces a parameter named `email`, or is
 * added at the end. Each property of the caller's object is read once, and none is changed.
 *
 * @param params - a plain object; its own enumerable properties are used
 * @param email - the account's address
 * @throws LinuxLinkError `PARAM_INVALID` that names the parameter
 */
export function canonicalParams(params: LinuxLinkParams, email: string): readonly CanonicalParam[] {
  const all: CanonicalParam[] = [];
  let hasEmail = false;
  for (const name of Object.keys(requirePlainObject(params))) {
    if (name === "email") hasEmail = true;
    const value = name === "email" ? email : params[name];
    if (value !== null && value !== undefined) all.push(canonicalParam(name, value));
  }
  if (!hasEmail) all.push(canonicalParam("email", email));
  return all;
}

/** An object of another realm is plain as well, so its prototype can't be compared with `Object.prototype`. */
function requirePlainObject(params: LinuxLinkParams): LinuxLinkParams {
  const prototype: unknown = typeof params === "object" && params !== null ? Object.getPrototypeOf(params) : params;
  const isPlain = prototype === null || (typeof prototype === "object" && Object.getPrototypeOf(prototype) === null);
  if (!isPlain || Array.isArray(params)) {
    throw new LinuxLinkError("PARAM_INVALID", "params must be a plain object of names and values");
  }
  return params;
}

function canonicalParam(name: string, value: NonNullable<ParamValue>): CanonicalParam {
  if (!name.isWellFormed()) refuse(name, "contains half of a surrogate pair in its name");
  if (isList(value)) return canonicalList(name, value);
  const single = [isBody(value) ? requireReplayable(name, value) : textOf(name, value)];
  return { name, given: value, values: single, signedValues: single };
}

function canonicalList(name: string, items: readonly ParamScalar[]): CanonicalParam {
  const given = [...items];
  const values = given.map((item) => textOf(name, item));
  if (new Set(given.map(kindOf)).size > 1) {
    refuse(name, "mixes types in one list, which has no sort order; give values of one type");
  }
  return { name, given, values, signedValues: given.toSorted(compareScalars).map(pythonText) };
}

/** Numbers by value, text by code point. JavaScript compares a bigint with a number exactly. */
function compareScalars(one: ParamScalar, other: ParamScalar): number {
  if (typeof one === "string" && typeof other === "string") return compareCodePoints(one, other);
  return one < other ? -1 : Number(one > other);
}

function kindOf(item: ParamScalar): string {
  return typeof item === "bigint" ? "number" : typeof item;
}

function textOf(name: string, value: unknown): string {
  if (typeof value === "string") {
    if (!value.isWellFormed()) refuse(name, "contains half of a surrogate pair");
    return value;
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) refuse(name, "must be a finite number");
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      refuse(name, "is an integer too large for a number; give it as a bigint or as text");
    }
    return pythonText(value);
  }
  if (typeof value === "boolean" || typeof value === "bigint") return pythonText(value);
  return refuse(name, "must be text, a number, a boolean, a list of one of these, or a file");
}

function requireReplayable(name: string, body: Body): Body {
  if (!body.replayable) refuse(name, "is a one-shot stream, but a value is read twice; give a file or a factory");
  return body;
}

function isList(value: NonNullable<ParamValue>): value is readonly ParamScalar[] {
  return Array.isArray(value);
}

function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null && "open" in value && typeof value.open === "function";
}

function refuse(name: string, why: string): never {
  throw new LinuxLinkError("PARAM_INVALID", `Parameter ${JSON.stringify(name)} ${why}`, { param: name });
}

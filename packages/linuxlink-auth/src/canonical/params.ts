import type { Body } from "@org/http-core";
import { compareCodePoints } from "../python/code-point-order.js";
import { LinuxLinkError } from "../errors.js";
import { pythonText, type ParamScalar } from "../python/text.js";

/** One parameter: a value, a list of values of one kind, or a body that can be opened twice, such as a file. */
export type ParamValue = ParamScalar | readonly ParamScalar[] | Body | null | undefined;

/** Parameters of a call. `null` and `undefined` are left out of message and wire alike. */
export type LinuxLinkParams = Readonly<Record<string, ParamValue>>;

/** A parameter reduced to text; only a body stays what it is. */
export interface CanonicalParam {
  readonly name: string;
  /** As the caller gave it; a list is a copy. */
  readonly given: ParamScalar | readonly ParamScalar[] | Body;
  /** As they are sent. */
  readonly values: readonly (string | Body)[];
  /** As they are signed: sorted. */
  readonly signedValues: readonly (string | Body)[];
}

/**
 * Checks parameters and reduces them to text. The account's address takes the place of a parameter named `email`, or
 * comes last. The caller's objects are only read, each property once.
 *
 * @param params - own enumerable properties count
 * @param email - of the account
 * @throws LinuxLinkError `PARAM_INVALID` that names the parameter
 */
export function canonicalParams(params: LinuxLinkParams, email: string): readonly CanonicalParam[] {
  const all: CanonicalParam[] = [];
  let hasEmail = false;
  for (const name of Object.keys(plain(params))) {
    if (name === "email") hasEmail = true;
    const sent = name === "email" ? email : params[name];
    if (sent !== null && sent !== undefined) all.push(canonical(name, sent));
  }
  if (!hasEmail) all.push(canonical("email", email));
  return all;
}

function plain(params: LinuxLinkParams): LinuxLinkParams {
  const prototype: unknown = typeof params === "object" && params !== null ? Object.getPrototypeOf(params) : params;
  const isPlain = prototype === null || (typeof prototype === "object" && Object.getPrototypeOf(prototype) === null);
  if (!isPlain || Array.isArray(params)) {
    throw new LinuxLinkError("PARAM_INVALID", "params must be a plain object of names and values");
  }
  return params;
}

function canonical(name: string, value: NonNullable<ParamValue>): CanonicalParam {
  if (!name.isWellFormed()) refuse(name, "has half of a surrogate pair in its name");
  if (isList(value)) return list(name, value);
  const single = [isBody(value) ? replayable(name, value) : text(name, value)];
  return { name, given: value, values: single, signedValues: single };
}

function list(name: string, items: readonly ParamScalar[]): CanonicalParam {
  const given = [...items];
  const values = given.map((item) => text(name, item));
  if (new Set(given.map(kind)).size > 1) refuse(name, "has values of several kinds in one list, which have no order");
  return { name, given, values, signedValues: given.toSorted(compareScalars).map(pythonText) };
}

/** Numbers by value, text by code point; a bigint compares with a number exactly. */
function compareScalars(one: ParamScalar, other: ParamScalar): number {
  if (typeof one === "string" && typeof other === "string") return compareCodePoints(one, other);
  return one < other ? -1 : Number(one > other);
}

function kind(item: ParamScalar): string {
  return typeof item === "bigint" ? "number" : typeof item;
}

function text(name: string, value: unknown): string {
  if (typeof value === "string") {
    if (!value.isWellFormed()) refuse(name, "has half of a surrogate pair");
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

function replayable(name: string, body: Body): Body {
  if (!body.replayable) refuse(name, "is a one-shot stream; a value is read twice, so give a file or a factory");
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

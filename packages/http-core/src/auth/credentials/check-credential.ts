import { AuthSchemeError } from "../../errors.js";
import { maxJsonDepth } from "../../defaults.js";
import { isSecret } from "../../redaction/secret.js";
import { quoteName } from "../../util/quote-name.js";
import { memberOf } from "../../util/own-members.js";
import type { Credential } from "../scheme.js";

/** Part of a credential, and where it is: its path is written only if there is a fault. */
interface Place {
  readonly value: unknown;
  /** Name or index in its parent. */
  readonly name: string | number;
  readonly parent: Place | undefined;
  readonly depth: number;
}

/**
 * Checks what a login returned, so that every process sees the same credential, whether it logged in itself or read the
 * credential from a token store. The value may be `undefined` for a scheme whose `apply` needs none.
 *
 * @param credential - of any content
 * @param scheme - the name of the scheme, for the message
 * @throws AuthSchemeError `CREDENTIAL_INVALID` with the path of what is not plain data; no value is shown
 */
export function checkCredential(credential: unknown, scheme: string): Credential<unknown> {
  if (!isPlainObject(credential)) refuse(scheme, "the login returned", credential, "an object with a value");
  for (const name of ["expiresAt", "renewAfter"] as const) {
    const date = memberOf(credential as Partial<Credential<unknown>>, name);
    if (date === undefined || Number.isFinite(date)) continue;
    refuse(scheme, `${name} is`, date, "a finite number of milliseconds since 1970");
  }
  const value = memberOf(credential as Partial<Credential<unknown>>, "value");
  if (value !== undefined) checkData(value, scheme);
  return credential as Credential<unknown>;
}

function checkData(value: unknown, scheme: string): void {
  const open: Place[] = [{ value, name: "value", parent: undefined, depth: 0 }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { depth } = place;
    if (isLeaf(place.value)) continue;
    const members = membersOf(place.value);
    const expected = "a string, finite number, boolean, null, array, plain object or Secret";
    if (members === undefined) refuse(scheme, `${pathOf(place)} is`, place.value, expected);
    if (depth === maxJsonDepth) refuse(scheme, `${pathOf(place)} is`, place.value, `at most ${depth} levels deep`);
    for (const [name, member] of members) open.push({ value: member, name, parent: place, depth: depth + 1 });
  }
}

function isLeaf(value: unknown): boolean {
  return (
    value === null ||
    typeof value === "string" ||
    typeof value === "boolean" ||
    Number.isFinite(value) ||
    isSecret(value)
  );
}

/** Returns the members of an array or plain object; `undefined` for anything else. A missing item of an array counts. */
function membersOf(value: unknown): readonly (readonly [string | number, unknown])[] | undefined {
  if (Array.isArray(value)) return [...value.entries()];
  return isPlainObject(value) ? Object.entries(value) : undefined;
}

/** An object of another realm is plain as well: its prototype has none. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Maximum number of names in a path that is shown. */
const maxPathLength = 20;

function pathOf(place: Place): string {
  const names: string[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.parent) names.unshift(writeName(at));
  const shown = names.slice(0, maxPathLength).join("");
  return names.length > maxPathLength ? `${shown}…` : shown;
}

function writeName({ name, parent }: Place): string {
  if (typeof name === "number") return `[${name}]`;
  if (parent === undefined) return name;
  return /^[A-Za-z_$][\w$]{0,63}$/.test(name) ? `.${name}` : `[${quoteName(name)}]`;
}

function refuse(scheme: string, what: string, found: unknown, expected: string): never {
  const message = `Scheme ${scheme} returned a credential that can't be kept: ${what} ${describe(found)}; expected ${expected}`;
  throw new AuthSchemeError("CREDENTIAL_INVALID", message);
}

/** Names the type of a value, and never the value itself, which may be a secret. */
function describe(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null) return value === null ? "null" : `of type ${typeof value}`;
  const { constructor } = value as { readonly constructor?: unknown };
  return typeof constructor === "function" && constructor.name !== "" ? `of type ${constructor.name}` : "an object";
}

import { maxJsonDepth } from "../defaults.js";
import { isSecret } from "../redaction/secret.js";
import { isPlainObject } from "../util/own-members.js";
import { quoteName } from "../util/names/quote-name.js";

/** A part of the data, and where it is: its path is written only if there is a fault. */
interface Place {
  readonly value: unknown;
  /** Name or index in its parent. */
  readonly name: string | number;
  readonly parent: Place | undefined;
  readonly depth: number;
}

/**
 * Checks that a value is plain data, so that it can be stored and compared: strings, finite numbers, booleans, `null`, arrays,
 * plain objects and `Secret`, of limited depth.
 *
 * @param value - of any content
 * @param root - begins the path of a fault
 * @param refuse - throws the error: what is wrong, what was found there, and what was expected
 * @param isAlsoLegal - true for a value that is legal as well; default none
 */
export function checkPlainData(
  value: unknown,
  root: string,
  refuse: (what: string, found: unknown, expected: string) => never,
  isAlsoLegal: (value: unknown) => boolean = () => false,
): void {
  const open: Place[] = [{ value, name: root, parent: undefined, depth: 0 }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { depth } = place;
    if (isLeaf(place.value) || isAlsoLegal(place.value)) continue;
    const members = membersOf(place.value);
    const expected = "a string, finite number, boolean, null, array, plain object or Secret";
    if (members === undefined) refuse(`${pathOf(place)} is`, place.value, expected);
    if (depth === maxJsonDepth) refuse(`${pathOf(place)} is`, place.value, `at most ${depth} levels deep`);
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

/**
 * Returns the members of an array or plain object; `undefined` for anything else. A missing item of an array is a member too.
 */
function membersOf(value: unknown): readonly (readonly [string | number, unknown])[] | undefined {
  if (Array.isArray(value)) return [...value.entries()];
  return isPlainObject(value) ? Object.entries(value) : undefined;
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

/**
 * Names the type of a value for a message, and never the value itself, which may be a secret. Numbers are shown.
 *
 * @param value - of any type
 */
export function describeType(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null) return value === null ? "null" : `of type ${typeof value}`;
  const { constructor } = value as { readonly constructor?: unknown };
  return typeof constructor === "function" && constructor.name !== "" ? `of type ${constructor.name}` : "an object";
}

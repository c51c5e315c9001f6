import { InputError } from "../errors.js";
import { findForeignRemedy } from "./foreign-names.js";
import { nearestName } from "../util/names/nearest-name.js";
import type { OmitUndefined } from "../util/omit-undefined.js";
import { bareObject, memberOf } from "../util/own-members.js";
import { quoteName } from "../util/names/quote-name.js";

/**
 * Checks the value of an option.
 *
 * @param name - of the option, for example `"timeout.connectMs"`
 * @param value - what the caller gave
 * @returns the value, as the option is read
 * @throws InputError `OPTION_INVALID`
 */
export type OptionCheck = (name: string, value: unknown) => unknown;

/** What a set of options belongs to. */
export interface OptionsOwner {
  /** For messages: `"session"` gives `Unknown session option …`. */
  readonly name: string;
  /** The option whose members these options are, for example `"timeout"`. Default none. */
  readonly parent?: string;
  /** Finds what to use instead of an unknown name, for example `use "params"`. Default: nothing. */
  readonly findRemedy?: (name: string) => string | undefined;
}

/**
 * Reads the own members of options, and checks their names. A member that is `undefined` is left out.
 *
 * @typeParam T - the options
 * @param options - what a caller gave
 * @param known - the legal names
 * @param owner - what the options belong to, for the message: `"session"` gives `Unknown session option …`. Its `findRemedy` comes
 *   first, then the nearest known name, then what is known of other libraries' names
 * @returns a copy that inherits nothing, so that a changed `Object.prototype` changes no option
 * @throws InputError `OPTION_INVALID` if `options` is not an object; `OPTION_UNKNOWN` with the nearest known name, or with
 *   all known names if none is near
 */
export function readOptions<T extends object>(
  options: T,
  known: readonly (keyof T & string)[],
  owner: string | OptionsOwner = "",
): OmitUndefined<T> {
  return readCheckedOptions(options, acceptingTable(known), typeof owner === "string" ? { name: owner } : owner);
}

const acceptAny: OptionCheck = (_, value) => value;

/** By their list of names, which is a constant of the package that reads the options. */
const acceptingTables = new WeakMap<readonly string[], ReadonlyMap<string, OptionCheck>>();

function acceptingTable(known: readonly string[]): ReadonlyMap<string, OptionCheck> {
  const table = acceptingTables.get(known) ?? new Map(known.map((name) => [name, acceptAny]));
  acceptingTables.set(known, table);
  return table;
}

/**
 * Reads options as {@link readOptions} does, and checks their values too.
 *
 * @typeParam T - the options as they are read
 * @param options - what a caller gave
 * @param checks - the check of each option, by its name
 * @param owner - what the options belong to
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function readCheckedOptions<T extends object>(
  options: unknown,
  checks: ReadonlyMap<string, OptionCheck>,
  owner: OptionsOwner,
): T {
  refuseNoObject(options, checks, owner.name);
  const parent = memberOf(owner, "parent");
  const own = bareObject();
  for (const name of Object.keys(options)) {
    const check = checks.get(name);
    if (check === undefined) refuseName(name, [...checks.keys()], owner);
    const value = options[name];
    if (value === undefined) continue;
    own[name] = check(parent === undefined ? name : `${parent}.${name}`, value);
  }
  return own as T;
}

/**
 * Refuses the value of an option. The message names the option and what is legal, never the value.
 *
 * @param name - of the option, for example `"timeout.connectMs"`
 * @param expected - what is legal, for example `"a whole number from 1 to 10"`
 * @throws InputError `OPTION_INVALID`
 */
export function refuseOption(name: string, expected: string): never {
  throw new InputError("OPTION_INVALID", `Option ${name} must be ${expected}`);
}

/** How many options the message names that shows the form of an object. */
const maxShownNames = 3;

function refuseNoObject(
  options: unknown,
  checks: ReadonlyMap<string, OptionCheck>,
  owner: string,
): asserts options is Record<string, unknown> {
  if (typeof options === "object" && options !== null && !Array.isArray(options)) return;
  const known = [...checks.keys()];
  const names = [...known.slice(0, maxShownNames), ...(known.length > maxShownNames ? ["…"] : [])];
  const form = `an object, such as { ${names.join(", ")} }`;
  throw new InputError("OPTION_INVALID", `${["The", owner, "options"].filter(Boolean).join(" ")} must be ${form}`);
}

/**
 * Refuses the name of an option that does not exist.
 *
 * @param unknown - as the caller wrote it
 * @param known - the legal names
 * @param owner - what the options belong to
 * @throws InputError `OPTION_UNKNOWN` with what to use instead, with the nearest known name, or with all known names. Names of
 *   other libraries are known for options without a parent
 */
export function refuseName(unknown: string, known: readonly string[], owner: OptionsOwner): never {
  const remedy =
    memberOf(owner, "findRemedy")?.(unknown) ??
    nearestRemedy(unknown, known) ??
    (memberOf(owner, "parent") === undefined ? findForeignRemedy(unknown, known) : undefined) ??
    `known are ${known.join(", ")}`;
  throw new InputError("OPTION_UNKNOWN", `Unknown ${`${owner.name} option`.trim()} ${quoteName(unknown)}; ${remedy}`);
}

function nearestRemedy(unknown: string, known: readonly string[]): string | undefined {
  const nearest = nearestName(unknown, known);
  return nearest === undefined ? undefined : `did you mean "${nearest}"?`;
}

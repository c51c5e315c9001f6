import { isSecret, Secret } from "../redaction/secret.js";
import { refuseOption } from "./check-options.js";

/** Bounds of a number or a length, both inclusive. */
export interface Bounds {
  /** The smallest legal value. */
  readonly min: number;
  /** The largest legal value. */
  readonly max: number;
}

/**
 * Checks that an option is text that is not empty.
 *
 * @param name - of the option
 * @param value - what the caller gave; the message never quotes it
 * @param maxCharacters - limit of its length, counted in code points; default none
 * @throws InputError `OPTION_INVALID`
 */
export function checkText(name: string, value: unknown, maxCharacters: number = Infinity): string {
  if (typeof value !== "string" || value === "") refuseOption(name, "text that is not empty");
  // A code point has at most two UTF-16 units, so most texts need no counting.
  if (value.length > maxCharacters && [...value].length > maxCharacters) {
    refuseOption(name, `at most ${maxCharacters} characters long`);
  }
  return value;
}

/**
 * Checks that an option is `true` or `false`.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function checkBoolean(name: string, value: unknown): boolean {
  if (typeof value !== "boolean") refuseOption(name, "true or false");
  return value;
}

/**
 * Checks that an option is a whole number within bounds.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function checkInteger(name: string, value: unknown, { min, max }: Bounds): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max) {
    refuseOption(name, `a whole number from ${min} to ${max}`);
  }
  return value;
}

/**
 * Checks that an option is one of a few values.
 *
 * @param choices - the legal values
 * @throws InputError `OPTION_INVALID` that lists them
 */
export function checkChoice<T extends string | number>(name: string, value: unknown, choices: readonly T[]): T {
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) refuseOption(name, listChoices(choices.map((candidate) => JSON.stringify(candidate))));
  return choice;
}

/**
 * Reads a secret that a caller gives as text or as a `Secret`.
 *
 * @param name - of the option
 * @param value - text that is not empty, or a `Secret` of it; the message never quotes it
 * @param maxCharacters - limit of its length, counted in code points; default none
 * @throws InputError `OPTION_INVALID`
 */
export function readSecret(name: string, value: unknown, maxCharacters: number = Infinity): Secret {
  return new Secret(checkText(name, isSecret(value) ? value.reveal() : value, maxCharacters));
}

function listChoices(choices: readonly string[]): string {
  const last = choices.at(-1) ?? "";
  return choices.length < 2 ? last : `${choices.slice(0, -1).join(", ")} or ${last}`;
}

import { VigilesError } from "../../errors.js";
import { nearestNames } from "../nearest.js";

/** The way out for values that the service learned after this package was written. */
export interface Leniency {
  /** Sends values that this package doesn't know. Default false. */
  readonly allowUnknown?: boolean | undefined;
}

/**
 * A value out of a list, or undefined where none was given.
 *
 * @param name - of the option, for the error
 * @param value - as given
 * @param legal - the values known
 * @param leniency - whether others pass
 * @throws VigilesError `VALUE_INVALID` that names the legal values
 */
export function checkChoice(
  name: string,
  value: string | undefined,
  legal: readonly string[],
  leniency: Leniency,
): string | undefined {
  if (value === undefined || legal.includes(value)) return value;
  if (typeof value === "string" && value !== "" && leniency.allowUnknown) return value;
  const [close] = nearestNames(String(value), legal);
  const suggestion = close === undefined ? "" : `; did you mean ${JSON.stringify(close)}?`;
  throw new VigilesError(
    "VALUE_INVALID",
    `${name} ${JSON.stringify(value)} is not one of ${legal.join(", ")}${suggestion}`,
  );
}

/**
 * Values out of a list, or undefined where none were given.
 *
 * @param name - of the option, for the error
 * @param values - as given
 * @param legal - the values known
 * @param leniency - whether others pass
 * @throws VigilesError `VALUE_INVALID`
 */
export function checkChoices(
  name: string,
  values: readonly string[] | undefined,
  legal: readonly string[],
  leniency: Leniency,
): readonly string[] | undefined {
  if (values === undefined) return undefined;
  if (!Array.isArray(values)) throw new VigilesError("VALUE_INVALID", `${name} must be a list of text`);
  for (const value of values) checkChoice(name, value, legal, leniency);
  return values;
}

/**
 * Text that must not be blank.
 *
 * @param name - of the option, for the error
 * @param value - as given
 * @throws VigilesError `VALUE_INVALID`
 */
export function checkText(name: string, value: unknown): string {
  if (typeof value === "string" && value.trim() !== "") return value;
  throw new VigilesError("VALUE_INVALID", `${name} is needed and must not be blank`);
}

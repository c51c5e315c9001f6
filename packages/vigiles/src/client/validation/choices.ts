import { nearestName } from "@org/http-core/authoring";
import { VigilesError } from "../../errors.js";
import { showValue } from "./show-value.js";

/** Lets values pass that the service has learned since this version of the package. */
export interface UnknownValueOptions {
  /** Sends values that this package does not know. Default `false`. */
  readonly allowUnknown?: boolean | undefined;
}

/**
 * Checks a value against those that the service knows.
 *
 * @param name - of the option, for the error
 * @param value - as the caller gave it
 * @param known - the values that this package knows
 * @param options - whether other values pass
 * @returns the value
 * @throws VigilesError `VALUE_INVALID` with the known values and the nearest one
 */
export function checkChoice(
  name: string,
  value: string | undefined,
  known: readonly string[],
  options: UnknownValueOptions,
): string | undefined {
  if (value === undefined || known.includes(value)) return value;
  if (typeof value === "string" && value !== "" && options.allowUnknown) return value;
  const nearest = typeof value === "string" ? nearestName(value, known) : undefined;
  const suggestion = nearest === undefined ? "" : `; did you mean ${JSON.stringify(nearest)}?`;
  throw new VigilesError("VALUE_INVALID", `${name} ${showValue(value)} is not one of ${known.join(", ")}${suggestion}`);
}

/**
 * Checks a required value against those that the service knows.
 *
 * @param name - of the option, for the error
 * @param value - as the caller gave it
 * @param known - the values that this package knows
 * @param options - whether other values pass
 * @returns the value
 * @throws VigilesError `VALUE_INVALID` with the known values
 */
export function checkRequiredChoice(
  name: string,
  value: string | undefined,
  known: readonly string[],
  options: UnknownValueOptions,
): string {
  const checked = checkChoice(name, value, known, options);
  if (checked !== undefined) return checked;
  throw new VigilesError("VALUE_INVALID", `${name} is required; it is one of ${known.join(", ")}`);
}

/**
 * Checks a list of values against those that the service knows.
 *
 * @param name - of the option, for the error
 * @param values - as the caller gave them
 * @param known - the values that this package knows
 * @param options - whether other values pass
 * @returns the values
 * @throws VigilesError `VALUE_INVALID`
 */
export function checkChoices(
  name: string,
  values: readonly string[] | undefined,
  known: readonly string[],
  options: UnknownValueOptions,
): readonly string[] | undefined {
  if (values === undefined) return undefined;
  if (!Array.isArray(values)) throw new VigilesError("VALUE_INVALID", `${name} must be a list of text`);
  for (const value of values) checkChoice(name, value, known, options);
  return values;
}

/**
 * Checks required text.
 *
 * @param name - of the option, for the error
 * @param value - as the caller gave it
 * @returns the text, unchanged
 * @throws VigilesError `VALUE_INVALID` if it is blank
 */
export function checkText(name: string, value: unknown): string {
  if (typeof value === "string" && value.trim() !== "") return value;
  throw new VigilesError("VALUE_INVALID", `${name} is required and must not be blank`);
}

import { refuseOption, type OptionCheck } from "../authoring/check-options.js";
import { checkInteger } from "../authoring/check-values.js";
import { isBodyInput } from "../http/request-body/body-input.js";
import { pairsOf } from "../authoring/pairs.js";
import { hasMethods } from "../util/own-members.js";

/** Bounds of a number. */
interface NumberBounds {
  /** The number must be greater. */
  readonly above?: number;
  /** The number must be this one or greater. Default: the value of `above`. */
  readonly atLeast?: number;
  /** True if Infinity is refused. Default false. */
  readonly isFinite?: boolean;
}

/** Makes the check of a number. */
export function checkNumber(bounds: NumberBounds, expected: string): OptionCheck {
  const { above = -Infinity, atLeast = -Infinity, isFinite = false } = bounds;
  return (name, value) => {
    // NaN fails both comparisons.
    const isLegal = typeof value === "number" && value > above && value >= atLeast;
    return isLegal && !(isFinite && value === Infinity) ? value : refuseOption(name, expected);
  };
}

/**
 * Checks that an option is a function.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function checkFunction(name: string, value: unknown): unknown {
  return typeof value === "function" ? value : refuseOption(name, "a function");
}

/** Makes the check of an object, or of pairs. The members are read later. */
export function checkMembers(expected: string): OptionCheck {
  return (name, value) => {
    if (typeof value !== "object" || value === null) return refuseOption(name, expected);
    if (Array.isArray(value)) pairsOf(name, value);
    return value;
  };
}

/**
 * Makes the check of an object by its methods.
 *
 * @param required - names of methods that it must have
 * @param optional - names of methods that it may have
 * @param expected - what it is, for the message
 */
export function checkMethods(required: readonly string[], optional: readonly string[], expected: string): OptionCheck {
  return (name, value) => {
    if (!hasMethods(value, required, optional)) refuseOption(name, expected);
    return value;
  };
}

const methodPattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Checks that an option is an HTTP method.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function checkMethod(name: string, value: unknown): string {
  if (typeof value === "string" && methodPattern.test(value)) return value;
  return refuseOption(name, 'an HTTP method, for example "GET"');
}

/**
 * Reads a list of HTTP methods.
 *
 * @returns them in upper case
 * @throws InputError `OPTION_INVALID`
 */
export function checkMethodNames(name: string, value: unknown): readonly string[] {
  if (!Array.isArray(value)) refuseOption(name, 'a list of HTTP methods, for example ["GET", "PUT"]');
  return value.map((item, index) => checkMethod(`${name}[${index}]`, item).toUpperCase());
}

/**
 * Checks that an option is a list of statuses after which a request may be sent again. A 401 is the scheme's.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function checkStatuses(name: string, value: unknown): readonly number[] {
  if (!Array.isArray(value)) refuseOption(name, "a list of statuses, for example [429, 503]");
  return value.map((item, index) => {
    const status = checkInteger(`${name}[${index}]`, item, { min: 400, max: 599 });
    return status === 401 ? refuseOption(`${name}[${index}]`, "another status: the scheme handles a 401") : status;
  });
}

/**
 * Checks that an option is a list of functions.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function checkMiddleware(name: string, value: unknown): unknown {
  const isList = Array.isArray(value) && value.every((item) => typeof item === "function");
  return isList ? value : refuseOption(name, "a list of functions that each take and return a transport");
}

/**
 * Checks that an option is a list. Its entries are read later.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function checkHosts(name: string, value: unknown): unknown {
  return Array.isArray(value) ? value : refuseOption(name, "a list of hosts");
}

/**
 * Checks that an option is a body.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function checkBody(name: string, value: unknown): unknown {
  if (isBodyInput(value)) return value;
  const expected = "text, bytes, a Blob, URLSearchParams, FormData, a stream, a function that opens one, or a Body";
  return refuseOption(name, `${expected}; objects are given as json, fields as form, and files by multipartBody`);
}

import { isRecord } from "../authoring/json.js";
import { checkBoolean, checkInteger } from "../authoring/check-values.js";
import { readCheckedOptions, refuseOption, type OptionCheck } from "../authoring/check-options.js";
import { checkFunction, checkMethodNames, checkNumber, checkStatuses } from "./check-parts.js";
import { findRetryRemedy, findTimeoutRemedy } from "../authoring/foreign-names.js";
import type { RetryOptions } from "./options.js";
import type { Timeouts } from "../transports/transport.js";

const checkMs = checkNumber({ atLeast: 0 }, "a number of milliseconds, 0 for none");

const timeoutChecks: Readonly<Record<keyof Timeouts, OptionCheck>> = {
  connectMs: checkMs,
  firstByteMs: checkMs,
  idleMs: checkMs,
  totalMs: checkMs,
};

const checkDelay = checkNumber({ atLeast: 0 }, "a number of milliseconds");

function checkAttempts(name: string, value: unknown): number {
  return checkInteger(name, value, { min: 1, max: 10 });
}

const retryChecks: Readonly<Record<keyof RetryOptions, OptionCheck>> = {
  attempts: checkAttempts,
  minDelayMs: checkDelay,
  baseDelayMs: checkDelay,
  maxDelayMs: checkDelay,
  onRetry: checkFunction,
  idempotent: checkBoolean,
  methods: checkMethodNames,
  statuses: checkStatuses,
  shouldRetry: checkFunction,
};

const timeoutTable: ReadonlyMap<string, OptionCheck> = new Map(Object.entries(timeoutChecks));
const retryTable: ReadonlyMap<string, OptionCheck> = new Map(Object.entries(retryChecks));

/**
 * Reads the time limits of a call. A number limits the whole call.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function readTimeout(name: string, value: unknown): Timeouts {
  const expected =
    "a number of milliseconds for the whole call, or an object of connectMs, firstByteMs, idleMs and totalMs";
  if (typeof value === "number" && value >= 0) return readCheckedOptions({ totalMs: value }, timeoutTable, { name });
  if (!isRecord(value)) refuseOption(name, expected);
  return readCheckedOptions(value, timeoutTable, { name, parent: name, findRemedy: findTimeoutRemedy });
}

/**
 * Reads the retries of a call. A number is the number of attempts, the first one included.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function readRetry(name: string, value: unknown): RetryOptions | false {
  if (value === false) return value;
  const isCount = typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 10;
  if (isCount) return readCheckedOptions({ attempts: value }, retryTable, { name });
  if (isRecord(value))
    return readCheckedOptions(value, retryTable, { name, parent: name, findRemedy: findRetryRemedy });
  return refuseOption(
    name,
    "false, a number of attempts from 1 to 10 with the first one, or an object of retry options",
  );
}

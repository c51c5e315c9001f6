import type { Logger } from "@org/http-core";
import { checkChoice } from "@org/http-core/authoring";

const levels = ["debug", "info", "warn", "error", "silent"] as const;

/** The level names of Python's `logging`. `NOTSET` leaves the choice to the default. */
const pythonLevels = {
  DEBUG: "debug",
  INFO: "info",
  WARN: "warn",
  WARNING: "warn",
  ERROR: "error",
  CRITICAL: "silent",
  FATAL: "silent",
  NOTSET: "warn",
} as const;

const levelNames = [...levels, ...(Object.keys(pythonLevels) as (keyof typeof pythonLevels)[])];

/** The numbers of our levels in Python, in the order of {@link levels}. */
const pythonNumbers = [10, 20, 30, 40] as const;

/**
 * The lowest level that is logged. The upper-case names and the numbers are those of Python's `logging`: 10 is `DEBUG`, 50
 * is `CRITICAL`, and 0 is `NOTSET`.
 */
export type LogLevel = (typeof levels)[number] | keyof typeof pythonLevels | number;

const ignore = (): void => {};

/** Passes warnings to `process.emitWarning`, and ignores every other level. */
export const warningLogger: Logger = {
  debug: ignore,
  info: ignore,
  warn: (message) => process.emitWarning(message),
  error: ignore,
};

/**
 * Makes a logger that ignores messages below a level.
 *
 * @param logger - receives the other messages
 * @param level - the lowest level that is logged; `silent` ignores every message
 * @param name - of the part that logs, which `logger` receives as `logger` of the facts. Default: none
 * @throws InputError `OPTION_INVALID`
 */
export function leveledLogger(logger: Logger, level: LogLevel, name?: string): Logger {
  const minLevel = levelIndex(level);
  const methodOf = (method: Exclude<(typeof levels)[number], "silent">): Logger["warn"] =>
    levels.indexOf(method) < minLevel
      ? ignore
      : (message, facts) => logger[method](message, name === undefined ? facts : { logger: name, ...facts });
  return { debug: methodOf("debug"), info: methodOf("info"), warn: methodOf("warn"), error: methodOf("error") };
}

function levelIndex(level: LogLevel): number {
  if (typeof level === "number" && Number.isInteger(level) && level > 0) {
    const index = pythonNumbers.findIndex((number) => number >= level);
    return index < 0 ? levels.indexOf("silent") : index;
  }
  const name = checkChoice("logLevel", level === 0 ? "NOTSET" : level, levelNames);
  return levels.findIndex((candidate) => candidate === name || candidate === Reflect.get(pythonLevels, name));
}

import type { Logger } from "@org/http-core";
import { checkChoice } from "@org/http-core/authoring";

const levels = ["debug", "info", "warn", "error", "silent"] as const;

/** The level names of the original Python client, with ours. */
const pythonLevels = { DEBUG: "debug", INFO: "info", WARNING: "warn", ERROR: "error", CRITICAL: "silent" } as const;

const levelNames = [...levels, ...(Object.keys(pythonLevels) as (keyof typeof pythonLevels)[])];

/** The lowest level that is logged. The upper-case names are those of the original Python client. */
export type LogLevel = (typeof levels)[number] | keyof typeof pythonLevels;

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
 * @throws InputError `OPTION_INVALID`
 */
export function leveledLogger(logger: Logger, level: LogLevel): Logger {
  const minLevel = levelIndex(checkChoice("logLevel", level, levelNames));
  const methodOf = (name: Exclude<(typeof levels)[number], "silent">): Logger["warn"] =>
    levelIndex(name) < minLevel ? ignore : (message, facts) => logger[name](message, facts);
  return { debug: methodOf("debug"), info: methodOf("info"), warn: methodOf("warn"), error: methodOf("error") };
}

function levelIndex(level: LogLevel): number {
  return levels.findIndex((name) => name === level || name === pythonLevels[level as keyof typeof pythonLevels]);
}

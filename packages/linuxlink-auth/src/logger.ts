import type { Logger } from "@org/http-core";
import { LinuxLinkError } from "./errors.js";

const levels = ["debug", "info", "warn", "error", "silent"] as const;

/** The level names of the original Python client, by ours. */
const pythonLevels = { DEBUG: "debug", INFO: "info", WARNING: "warn", ERROR: "error", CRITICAL: "silent" } as const;

/** The least that is logged; the upper-case names are those of the original Python client. */
export type LogLevel = (typeof levels)[number] | keyof typeof pythonLevels;

const ignore = (): void => {};

/** Says nothing, except that warnings reach `process.emitWarning`. */
export const warningLogger: Logger = {
  debug: ignore,
  info: ignore,
  warn: (message) => process.emitWarning(message),
  error: ignore,
};

/**
 * A logger that leaves out what is below a level.
 *
 * @param logger - is not changed
 * @param level - `silent` leaves out everything
 * @throws LinuxLinkError `OPTION_INVALID`
 */
export function leveledLogger(logger: Logger, level: LogLevel): Logger {
  const least = levels.findIndex((name) => name === level || name === pythonLevels[level as keyof typeof pythonLevels]);
  if (least < 0) {
    throw new LinuxLinkError("OPTION_INVALID", `logLevel must be one of ${levels.join(", ")}`, { field: "logLevel" });
  }
  const from = (name: Exclude<(typeof levels)[number], "silent">): Logger["warn"] =>
    levels.indexOf(name) < least ? ignore : (message, facts) => logger[name](message, facts);
  return { debug: from("debug"), info: from("info"), warn: from("warn"), error: from("error") };
}

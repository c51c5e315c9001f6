import type { Logger } from "@org/http-core";
import { oneLine } from "../../util/printable.js";
import type { Sink } from "../io.js";
import { logLevels, type LogLevel } from "../options/parse-values.js";

/**
 * Makes a logger that writes to standard error, one line for each message.
 *
 * @param stderr - receives the lines
 * @param minLevel - messages below it are left out
 */
export function stderrLogger(stderr: Sink, minLevel: LogLevel): Logger {
  const write =
    (level: Exclude<LogLevel, "silent">, label: string) =>
    (message: string, facts?: object): void => {
      if (logLevels.indexOf(level) < logLevels.indexOf(minLevel)) return;
      const details = facts === undefined || level !== "debug" ? "" : ` ${JSON.stringify(facts)}`;
      stderr.write(`vigiles: ${label}${oneLine(message + details)}\n`, () => {});
    };
  return {
    debug: write("debug", "debug: "),
    info: write("info", ""),
    warn: write("warn", "warning: "),
    error: write("error", "error: "),
  };
}

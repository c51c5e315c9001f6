import type { Logger } from "@org/http-core";
import { logLevels, type LogLevel } from "../options/parse-values.js";
import { oneLine } from "../../util/printable.js";
import type { Sink } from "../io.js";

/**
 * Logs to standard error, one line each.
 *
 * @param stderr - where to
 * @param level - the lowest that is shown
 */
export function stderrLogger(stderr: Sink, level: LogLevel): Logger {
  const write =
    (at: Exclude<LogLevel, "silent">, label: string) =>
    (message: string, facts?: object): void => {
      if (logLevels.indexOf(at) < logLevels.indexOf(level)) return;
      const more = facts === undefined || at !== "debug" ? "" : ` ${JSON.stringify(facts)}`;
      stderr.write(`vigiles: ${label}${oneLine(message + more)}\n`, () => {});
    };
  return {
    debug: write("debug", "debug: "),
    info: write("info", ""),
    warn: write("warn", "warning: "),
    error: write("error", "error: "),
  };
}

import type { Logger } from "@org/http-core";

/** Where warnings go: the caller's logger, or the process's own warnings. */
export function warningsTo(logger: Logger | undefined): Pick<Logger, "warn"> {
  return logger ?? { warn: (message) => process.emitWarning(message) };
}

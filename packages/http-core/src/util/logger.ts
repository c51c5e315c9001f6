/** What a session logs to. `console`, pino and winston have these methods. Facts are redacted before they get here. */
export interface Logger {
  /** One line for each call and each attempt. */
  debug(message: string, facts?: object): void;
  /** Unused so far; part of the shape that loggers share. */
  info(message: string, facts?: object): void;
  /** What an operator should know, such as an outage of the token store. */
  warn(message: string, facts?: object): void;
  /** Unused so far: errors are thrown. */
  error(message: string, facts?: object): void;
}

const silent = (): void => {};

/** False for the default logger, for which debug messages need not be built. */
export function hasDebug(logger: Logger): boolean {
  return logger.debug !== silent;
}

/** Drops all messages except warnings, which it passes to `process.emitWarning`. */
export const defaultLogger: Logger = {
  debug: silent,
  info: silent,
  warn: (message) => process.emitWarning(message),
  error: silent,
};

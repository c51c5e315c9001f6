/** Anything with these four: pino, winston, console. */
export interface Logger {
  debug(message: string, facts?: object): void;
  info(message: string, facts?: object): void;
  warn(message: string, facts?: object): void;
  error(message: string, facts?: object): void;
}

const silent = (): void => {};

/** Whether anybody would see what is said for debugging. */
export function hearsDebug(logger: Logger): boolean {
  return logger.debug !== silent;
}

/** Says nothing, except that warnings reach `process.emitWarning`. */
export const defaultLogger: Logger = {
  debug: silent,
  info: silent,
  warn: (message) => process.emitWarning(message),
  error: silent,
};

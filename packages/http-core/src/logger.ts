/** Anything with these four: pino, winston, console. */
export interface Logger {
  debug(message: string, facts?: object): void;
  info(message: string, facts?: object): void;
  warn(message: string, facts?: object): void;
  error(message: string, facts?: object): void;
}

const silent = (): void => {};

/** Says nothing, except that warnings reach `process.emitWarning`. */
export const defaultLogger: Logger = {
  debug: silent,
  info: silent,
  warn: (message) => process.emitWarning(message),
  error: silent,
};

import { isPromise } from "./maybe-promise.js";
import { emitWarning } from "./platform/runtime.js";

/** What a session logs to. `console`, pino and winston have these methods; pino gets the facts before the message. Facts are redacted before they get here. */
export interface Logger {
  /** One line for each call and each attempt. */
  debug(message: string, facts?: object): void;
  /** One line for each login, and for each renewal of a credential. */
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
  warn: (message) => emitWarning(message),
  error: silent,
};

/** A member of each logger of pino. pino takes facts before the message, and drops those behind it. */
const pinoMark = Symbol.for("pino.serializers");

type FactsFirst = Readonly<Record<keyof Logger, (facts: object, message: string) => unknown>>;

const safeLoggers = new WeakMap<Logger, Logger>();

/**
 * Wraps a caller's logger, so that an error of it never ends a call. Its first error causes a process warning, also if it
 * is the rejection of an asynchronous method.
 *
 * @param logger - of the caller; the same logger gets the same wrapper
 */
export function safeLogger(logger: Logger): Logger {
  if (logger === defaultLogger) return logger;
  const known = safeLoggers.get(logger) ?? wrapLogger(logger);
  safeLoggers.set(logger, known);
  return known;
}

function wrapLogger(logger: Logger): Logger {
  let hasFailed = false;
  const warn = (): void => {
    if (!hasFailed) emitWarning("The session's logger threw an error, which calls ignore");
    hasFailed = true;
  };
  const write = (level: keyof Logger, message: string, facts: object): unknown =>
    pinoMark in logger ? (logger as object as FactsFirst)[level](facts, message) : logger[level](message, facts);
  const safely = (level: keyof Logger): Logger["debug"] => {
    return (message, facts) => {
      try {
        const result: unknown = facts === undefined ? logger[level](message) : write(level, message, facts);
        if (isPromise(result)) result.then(undefined, warn);
      } catch {
        warn();
      }
    };
  };
  return {
    debug: logger.debug === silent ? silent : safely("debug"),
    info: safely("info"),
    warn: safely("warn"),
    error: safely("error"),
  };
}

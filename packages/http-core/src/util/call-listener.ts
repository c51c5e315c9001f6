import type { Logger } from "./logger.js";
import { isPromise } from "./maybe-promise.js";

/** Where a listener's error is reported. */
interface ListenerContext {
  /** Receives the warning. */
  readonly logger: Logger;
  readonly trace: {
    /** Names of the listeners that have been reported; `undefined` as long as there is none. */
    failedListeners: readonly string[] | undefined;
  };
}

/**
 * Calls a listener of the caller. An error of it never ends the call: the first one of a call causes a warning, also if it
 * is the rejection of an asynchronous listener. The error is not shown, since it may contain anything.
 *
 * @param name - of the option that holds the listener
 * @param listen - calls it
 * @param context - of the call
 */
export function callListener(name: string, listen: () => unknown, { logger, trace }: ListenerContext): void {
  const warn = (): void => {
    if (trace.failedListeners?.includes(name)) return;
    trace.failedListeners = [...(trace.failedListeners ?? []), name];
    logger.warn(`The listener ${name} threw an error, which the call ignores`);
  };
  try {
    const result = listen();
    if (isPromise(result)) result.then(undefined, warn);
  } catch {
    warn();
  }
}

import { copyOwn } from "./own-members.js";

const once = copyOwn({ once: true });

/**
 * Calls a listener when a signal aborts, at most once.
 *
 * @param signal - has not aborted yet
 * @param listener - is removed by `signal.removeEventListener("abort", listener)`
 */
export function onceAborted(signal: AbortSignal, listener: () => void): void {
  signal.addEventListener("abort", listener, once);
}

const localSignals = new WeakMap<AbortSignal, AbortSignal>();

/**
 * Returns a signal of this realm that aborts with a given one. `AbortSignal.any` takes no other.
 *
 * @param signal - of any realm; one of this realm is returned itself
 */
export function localSignal(signal: AbortSignal): AbortSignal {
  if (signal instanceof AbortSignal) return signal;
  const known = localSignals.get(signal);
  if (known !== undefined) return known;
  const controller = new AbortController();
  localSignals.set(signal, controller.signal);
  const onAbort = (): void => controller.abort((signal as AbortSignal).reason);
  if ((signal as AbortSignal).aborted) onAbort();
  else onceAborted(signal, onAbort);
  return controller.signal;
}

/**
 * Waits for a promise, or for the abort of a signal if that comes first. Afterwards the listener is removed: Node keeps a
 * signal made by `AbortSignal.any` in memory, with all that its listeners hold, as long as it has one.
 *
 * @param promise - work that may ignore the signal
 * @param signal - may have aborted already
 * @throws the signal's reason when it aborts first
 */
export function raceWithAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    else onceAborted(signal, onAbort);
    const settle = (): void => {
      signal.removeEventListener("abort", onAbort);
      resolve(promise);
    };
    Promise.resolve(promise).then(settle, settle);
  });
}

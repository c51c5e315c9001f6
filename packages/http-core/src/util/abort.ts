/**
 * Rejects with a signal's reason when it aborts; never resolves. To be raced with what may not heed the signal itself.
 *
 * @param signal - aborted already, or some time, or never
 */
export function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/**
 * Settles as a promise does, or rejects with a signal's reason where that comes first. Its listener goes with it: Node
 * keeps a signal that follows others, and all that its listeners hold, for as long as one is there.
 *
 * @param promise - what may not heed the signal itself
 * @param signal - aborted already, or some time, or never
 */
export async function raceWithAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: rejection, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  if (signal.aborted) onAbort();
  else signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([promise, rejection]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/**
 * Rejects with a signal's reason when it aborts; never resolves. To be raced with what may not heed the signal itself.
 *
 * @param signal - aborted already, or some time, or never
 */
export function rejectionBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

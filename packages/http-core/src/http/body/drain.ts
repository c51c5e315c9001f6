import { drainLimits } from "../../defaults.js";
import type { Clock } from "../../util/clock.js";
import type { ByteSource } from "./read-body.js";

/**
 * Reads the rest of a body that is not needed, so that its connection can be reused. It gives up after 64 KB or one
 * second: a new connection is then cheaper.
 *
 * @param source - the body
 * @param clock - measures the time
 * @param cancel - closes the source; called at the end
 */
export async function drain(source: ByteSource, clock: Clock, cancel: () => void): Promise<void> {
  if (source.arrived?.() !== undefined) return cancel();
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const cancelTimer = clock.setTimer(resolve, drainLimits.maxMs);
  try {
    await Promise.race([late, readUpTo(source, drainLimits.maxBytes)]);
  } finally {
    cancelTimer();
    cancel();
  }
}

async function readUpTo(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of source) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) return;
    }
  } catch {
    // The caller does not want this body, so its error does not matter.
  }
}

import { Session } from "node:inspector/promises";
import type { HeapProfiler } from "node:inspector";

/**
 * How many bytes a piece of work allocates on V8's heap, by its sampling heap profiler: collected objects count as
 * well. Unlike time, that hardly depends on how busy the machine is.
 *
 * @param times - repeats; a thousand and more even the sampling out
 * @returns bytes of one repeat
 */
export async function allocatedBytes(once: () => unknown, times: number): Promise<number> {
  const session = new Session();
  session.connect();
  try {
    await session.post("HeapProfiler.startSampling", {
      samplingInterval: 1024,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    });
    for (let done = 0; done < times; done++) await once();
    const { profile } = await session.post("HeapProfiler.stopSampling");
    return sum(profile.head) / times;
  } finally {
    session.disconnect();
  }
}

function sum(node: HeapProfiler.SamplingHeapProfileNode): number {
  return node.children.reduce((total, child) => total + sum(child), node.selfSize);
}

import { setTimeout as wait } from "node:timers/promises";
import { quantile } from "../../harness/statistics.ts";

/** Latencies in one section of a run, and memory at its end. */
export interface Sample {
  /** Number of requests so far. */
  readonly requests: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly heapMb: number;
  /** Memory outside the heap, such as buffers. */
  readonly externalMb: number;
  readonly rssMb: number;
}

const megabyte = 1_000_000;

/** Takes samples. Between two samples it stores only numbers, in memory allocated at the start. */
export class Sampler {
  readonly samples: Sample[] = [];
  readonly #latenciesMs: Float64Array;
  #count = 0;

  /** @param most - latencies between two samples */
  constructor(most: number) {
    this.#latenciesMs = new Float64Array(most);
  }

  latency(ms: number): void {
    this.#latenciesMs[this.#count++] = ms;
  }

  /** Collects garbage and measures memory. Call it while no request is pending. */
  async sample(requests: number): Promise<Sample> {
    const sorted = this.#latenciesMs.subarray(0, this.#count).toSorted();
    this.#count = 0;
    // Twice, with a pause: the second collection frees what finalizers have released.
    globalThis.gc?.();
    await wait(20);
    globalThis.gc?.();
    const { heapUsed, external, rss } = process.memoryUsage();
    const taken: Sample = {
      requests,
      p50Ms: quantile(sorted, 0.5),
      p99Ms: quantile(sorted, 0.99),
      heapMb: heapUsed / megabyte,
      externalMb: external / megabyte,
      rssMb: rss / megabyte,
    };
    this.samples.push(taken);
    return taken;
  }
}

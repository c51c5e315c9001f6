import { setTimeout as wait } from "node:timers/promises";
import { quantile } from "../harness/statistics.ts";

/** How calls fared in one stretch of a run, and what was held at its end. */
export interface Sample {
  /** Requests up to here. */
  readonly requests: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly heapMb: number;
  /** Buffers and the like, outside the heap. */
  readonly externalMb: number;
  readonly rssMb: number;
}

const megabyte = 1_000_000;

/** Takes samples; between two of them it holds nothing but numbers, in room that it had from the start. */
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

  /** Call it while nothing is under way: collects garbage, and measures what is left. */
  async sample(requests: number): Promise<Sample> {
    const sorted = this.#latenciesMs.subarray(0, this.#count).toSorted();
    this.#count = 0;
    // Twice, with a pause: what a finalizer lets go of is collected by the next.
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

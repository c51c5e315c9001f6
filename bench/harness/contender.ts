/** The cost of a series of repeats. */
export interface Cost {
  readonly cpuUs: number;
  readonly wallUs: number;
}

/** One of several implementations that are compared on the same work. */
export interface Contender {
  readonly name: string;
  /**
   * Does the work `times` times, `atOnce` of them concurrently.
   *
   * @returns the total cost
   */
  run(times: number, atOnce: number): Promise<Cost>;
  close?(): Promise<void> | void;
}

/** Creates a contender that runs in this process. */
export function contender(name: string, once: () => unknown, close?: () => Promise<void> | void): Contender {
  return {
    name,
    run: (times, atOnce) => costOf(() => repeated(once, times, atOnce)),
    ...(close === undefined ? {} : { close }),
  };
}

/** Measures the cost of a function in this process. */
export async function costOf(work: () => unknown): Promise<Cost> {
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { cpuUs: user + system, wallUs: (performance.now() - startMs) * 1000 };
}

/** Runs work a number of times, with a fixed concurrency. */
export async function repeated(once: () => unknown, times: number, atOnce: number): Promise<void> {
  let left = times;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left--;
      await once();
    }
  };
  await Promise.all(Array.from({ length: Math.min(times, atOnce) }, worker));
}

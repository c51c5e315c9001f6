/** What one stretch of work cost. */
export interface Cost {
  readonly cpuUs: number;
  readonly wallUs: number;
}

/** One of several things that do the same work and are measured against each other. */
export interface Contender {
  readonly name: string;
  /**
   * Does the work so many times, so many of them at once.
   *
   * @returns what it cost in all
   */
  run(times: number, atOnce: number): Promise<Cost>;
  close?(): Promise<void> | void;
}

/** A contender in this process. */
export function contender(name: string, once: () => unknown, close?: () => Promise<void> | void): Contender {
  return {
    name,
    run: (times, atOnce) => costOf(() => repeated(once, times, atOnce)),
    ...(close === undefined ? {} : { close }),
  };
}

/** What a piece of work costs this process. */
export async function costOf(work: () => unknown): Promise<Cost> {
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { cpuUs: user + system, wallUs: (performance.now() - startMs) * 1000 };
}

/** Runs work so many times, with so many under way at any moment. */
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

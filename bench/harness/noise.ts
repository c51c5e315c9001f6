import { createHash } from "node:crypto";
import { figureOf } from "./statistics.ts";

/** How quiet the machine was, by a fixed piece of work repeated before and after a part. */
export interface Noise {
  /** Wall time over CPU time of the work; 1 where nobody else wanted the processor. */
  readonly waiting: number;
  /** Quartile distance over median of its CPU time. */
  readonly spread: number;
  readonly noisy: boolean;
}

const repeats = 30;
const block = Buffer.alloc(1 << 20, 7);

/** One round of the fixed work. */
export interface Probe {
  readonly wallUs: number;
  readonly cpuUs: number;
}

/** Does the fixed work, some 30 ms of hashing, in rounds. */
export function probe(): readonly Probe[] {
  return Array.from({ length: repeats }, () => {
    const cpu = process.cpuUsage();
    const startMs = performance.now();
    createHash("sha256").update(block).digest();
    const { user, system } = process.cpuUsage(cpu);
    return { wallUs: (performance.now() - startMs) * 1000, cpuUs: user + system };
  });
}

/** What probes say: noisy is a machine that was busy, or whose speed changed. */
export function noiseOf(probes: readonly Probe[]): Noise {
  const cpu = figureOf(probes.map(({ cpuUs }) => cpuUs));
  const total = (pick: (one: Probe) => number): number => probes.reduce((sum, one) => sum + pick(one), 0);
  const waiting = total(({ wallUs }) => wallUs) / total(({ cpuUs }) => cpuUs);
  const spread = (cpu.q3 - cpu.q1) / cpu.median;
  return { waiting, spread, noisy: waiting > 1.15 || spread > 0.15 };
}

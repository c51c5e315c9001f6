import { createHash } from "node:crypto";
import { figureOf } from "./statistics.ts";

/** The load of the machine, measured by fixed work before and after a part. */
export interface Noise {
  /** Wall time over CPU time of the work; 1 on an idle machine. */
  readonly waiting: number;
  /** Interquartile range over median of its CPU time. */
  readonly spread: number;
  readonly noisy: boolean;
}

const repeats = 30;
const block = Buffer.alloc(1 << 20, 7);

/** The cost of one round of the fixed work. */
export interface Probe {
  readonly wallUs: number;
  readonly cpuUs: number;
}

/** Does rounds of the fixed work: some 30 ms of hashing. */
export function probe(): readonly Probe[] {
  return Array.from({ length: repeats }, () => {
    const cpu = process.cpuUsage();
    const startMs = performance.now();
    createHash("sha256").update(block).digest();
    const { user, system } = process.cpuUsage(cpu);
    return { wallUs: (performance.now() - startMs) * 1000, cpuUs: user + system };
  });
}

/** Evaluates probes. A machine is noisy if it was busy or if its speed changed. */
export function noiseOf(probes: readonly Probe[]): Noise {
  const cpu = figureOf(probes.map(({ cpuUs }) => cpuUs));
  const total = (pick: (one: Probe) => number): number => probes.reduce((sum, one) => sum + pick(one), 0);
  const waiting = total(({ wallUs }) => wallUs) / total(({ cpuUs }) => cpuUs);
  const spread = (cpu.q3 - cpu.q1) / cpu.median;
  return { waiting, spread, noisy: waiting > 1.15 || spread > 0.15 };
}

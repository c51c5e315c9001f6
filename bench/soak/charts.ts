import type { Chart } from "../harness/part.ts";
import type { RunSummary } from "./summary.ts";

/** Draws latency and memory over the run. */
export function chartsOf(runs: readonly RunSummary[]): readonly Chart[] {
  const x = "requests";
  const line = (
    label: string,
    { transport, samples }: RunSummary,
    pick: (sample: RunSummary["samples"][number]) => number,
  ) => ({
    label: `${transport}: ${label}`,
    points: samples.map((sample) => [sample.requests, pick(sample)] as const),
  });
  return [
    {
      name: "soak-latency",
      title: "Latency over the run",
      x,
      y: "ms",
      linear: true,
      lines: runs.flatMap((run) => [line("p50", run, ({ p50Ms }) => p50Ms), line("p99", run, ({ p99Ms }) => p99Ms)]),
    },
    {
      name: "soak-memory",
      title: "Memory over the run, after collection",
      x,
      y: "MB",
      linear: true,
      lines: runs.flatMap((run) => [line("heap", run, ({ heapMb }) => heapMb), line("RSS", run, ({ rssMb }) => rssMb)]),
    },
  ];
}

import { slopesOf, type Check, type Slopes } from "./checks.ts";
import { methodOf, type FaultKind } from "./faults.ts";
import { outcomeOf } from "./outcomes.ts";
import type { SoakRun } from "./run-client.ts";
import type { Sample } from "./client/sampler.ts";
import type { SoakSettings, TransportName } from "./settings.ts";

/** Number of calls with an outcome, by method. */
export interface OutcomeCount {
  readonly outcome: string;
  readonly gets: number;
  readonly posts: number;
}

/** The recorded form of a run: counts instead of one byte for each request. */
export interface RunSummary {
  readonly transport: TransportName;
  readonly tookMs: number;
  readonly outcomes: readonly OutcomeCount[];
  readonly strikes: Readonly<Partial<Record<FaultKind, number>>>;
  readonly logins: number;
  /** Requests on the wire for each call, without logins. */
  readonly amplification: number;
  readonly slopes: Slopes;
  readonly checks: readonly Check[];
  readonly samples: readonly Sample[];
}

/** Reduces a run to its recorded form. */
export function summaryOf(run: SoakRun, { requests }: SoakSettings, checks: readonly Check[]): RunSummary {
  const { transport, tookMs, ledger, samples } = run;
  return {
    transport,
    tookMs: Math.round(tookMs),
    outcomes: outcomeCounts(run, requests),
    strikes: ledger.strikes,
    logins: ledger.logins,
    amplification: three(ledger.arrived.reduce((sum, times) => sum + times, 0) / requests),
    slopes: rounded(slopesOf(samples)),
    checks: checks.map((check) => ({ ...check, found: three(check.found) })),
    samples: samples.map(rounded),
  };
}

function outcomeCounts(run: SoakRun, requests: number): readonly OutcomeCount[] {
  const counts = new Map(run.names.map((outcome) => [outcome, { outcome, gets: 0, posts: 0 }]));
  for (let id = 0; id < requests; id++) {
    const count = counts.get(outcomeOf(run, id) ?? "");
    if (count !== undefined) count[methodOf(id) === "GET" ? "gets" : "posts"]++;
  }
  return [...counts.values()];
}

function rounded<T extends object>(figures: T): T {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, three(value as number)])) as T;
}

/** Rounds to three decimals, more than any figure here is accurate to. */
function three(value: number): number {
  return Math.round(value * 1000) / 1000;
}

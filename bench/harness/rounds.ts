import type { Contender, Cost } from "./contender.ts";

/** How much is measured: as many rounds as the time allows, and three at least. */
export interface RoundSettings {
  /** For warming up and measuring together. */
  readonly budgetMs: number;
  readonly atOnce: number;
  /** Repeats in one stretch. */
  readonly times: number;
  /** Repeats before the first measurement, time permitting: V8 optimises for some ten thousand. */
  readonly warmUp: number;
}

/** CPU µs of one repeat, for each contender and round. */
export type Samples = ReadonlyMap<string, readonly number[]>;

const fewestRounds = 3;
const mostRounds = 15;
const warmUpShare = 0.4;

/**
 * Measures contenders in turns, A B B A: what drifts meanwhile meets all of them alike, and the ratio of two samples
 * of one round holds where their absolute figures do not.
 */
export async function interleaved(contenders: readonly Contender[], settings: RoundSettings): Promise<Samples> {
  const startMs = performance.now();
  const spentMs = (): number => performance.now() - startMs;
  for (let done = 0; done < settings.warmUp && spentMs() < warmUpShare * settings.budgetMs; done += settings.times) {
    for (const each of contenders) await each.run(settings.times, settings.atOnce);
  }
  const samples = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < mostRounds && (round < fewestRounds || spentMs() < settings.budgetMs); round++) {
    for (const [name, cpuUs] of await oneRound(contenders, settings)) samples.get(name)?.push(cpuUs);
  }
  return samples;
}

/** The samples of a contender that took part. */
export function samplesOf(samples: Samples, name: string): readonly number[] {
  const found = samples.get(name);
  if (found === undefined) throw new RangeError(`${name} was not measured`);
  return found;
}

/** Every contender twice, there and back. Nothing is collected by force in between: that throws away compiled code as well. */
async function oneRound(contenders: readonly Contender[], settings: RoundSettings): Promise<Map<string, number>> {
  const { times, atOnce } = settings;
  const spent = new Map<string, number>();
  for (const each of [...contenders, ...contenders.toReversed()]) {
    const { cpuUs }: Cost = await each.run(times, atOnce);
    spent.set(each.name, (spent.get(each.name) ?? 0) + cpuUs / (2 * times));
  }
  return spent;
}

import type { Contender, Cost } from "./contender.ts";

/** How much to measure: as many rounds as the time allows, at least three. */
export interface RoundSettings {
  /** Time for warm-up and measurement together. */
  readonly budgetMs: number;
  readonly atOnce: number;
  /** Repeats in one series. */
  readonly times: number;
  /** Repeats before the first measurement, if time permits: V8 needs some ten thousand to optimise. */
  readonly warmUp: number;
  /** The most rounds. Default 15. */
  readonly mostRounds?: number;
}

/** CPU µs for one repeat, by contender and round. */
export type Samples = ReadonlyMap<string, readonly number[]>;

const fewestRounds = 3;
const usualRounds = 15;
const warmUpShare = 0.4;

/**
 * Measures contenders in turns, A B B A: a drift of the machine affects all of them equally, so ratios within a round
 * are valid even if absolute figures are not.
 */
export async function interleaved(contenders: readonly Contender[], settings: RoundSettings): Promise<Samples> {
  const { mostRounds = usualRounds } = settings;
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

/** Returns the samples of a contender. */
export function samplesOf(samples: Samples, name: string): readonly number[] {
  const found = samples.get(name);
  if (found === undefined) throw new RangeError(`${name} was not measured`);
  return found;
}

/** Runs every contender twice, forth and back. Forced garbage collection in between would also discard compiled code. */
async function oneRound(contenders: readonly Contender[], settings: RoundSettings): Promise<Map<string, number>> {
  const { times, atOnce } = settings;
  const spent = new Map<string, number>();
  for (const each of [...contenders, ...contenders.toReversed()]) {
    const { cpuUs }: Cost = await each.run(times, atOnce);
    spent.set(each.name, (spent.get(each.name) ?? 0) + cpuUs / (2 * times));
  }
  return spent;
}

import { runBoth, type Scenario } from "./both-commands.js";
import { differences, facetsOf, type ReadComparison } from "./differences.js";
import { readLiterals } from "./python-literals.js";

/** Runs command lines by both commands, one after the other. */
export async function compareAll(scenarios: readonly Scenario[]): Promise<readonly ReadComparison[]> {
  const comparisons = [];
  for (const scenario of scenarios) comparisons.push(await runBoth(scenario));
  const literals = await readLiterals(comparisons.map(({ original }) => original.stdout));
  return comparisons.map((comparison, at) => ({ ...comparison, literal: literals[at] }));
}

/** Lists what differs in a comparison without being documented, with both outcomes; empty if all is. */
export function unexplained(comparison: ReadComparison): readonly object[] {
  const seen = differences.filter(({ isSeen }) => isSeen(comparison));
  const facets = facetsOf(comparison).filter((facet) => !seen.some(({ explains }) => explains.includes(facet)));
  const { scenario, original, here } = comparison;
  return facets.length === 0 ? [] : [{ facets, argv: scenario.argv, original, here }];
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Edition } from "../../src/index.js";
import { runBoth, type Scenario } from "../../test/support/python/both-commands.js";
import { commandLines } from "../../test/support/python/command-lines.js";
import { differences, facetsOf, type ReadComparison } from "../../test/support/python/differences.js";
import { checkouts } from "../../test/support/python/original-command.js";
import { readLiterals } from "../../test/support/python/python-literals.js";
import { vectors, type Vector } from "../../test/support/recorded/vectors.js";

/** The recorded command lines of an edition, and generated ones. */
function scenariosOf(edition: Edition, rows: readonly Vector[], numRuns: number): readonly Scenario[] {
  const recorded = rows.map(({ argv, files, dash }) => ({ edition, argv, files, dash }));
  return [...recorded, ...fc.sample(commandLines(edition), { numRuns, seed: 15 })];
}

async function compare(scenarios: readonly Scenario[]): Promise<readonly ReadComparison[]> {
  const comparisons = [];
  for (const scenario of scenarios) comparisons.push(await runBoth(scenario));
  const literals = await readLiterals(comparisons.map(({ original }) => original.stdout));
  return comparisons.map((comparison, at) => ({ ...comparison, literal: literals[at] }));
}

/** What differs and is not explained, with both outcomes. */
function unexplained(comparison: ReadComparison): readonly object[] {
  const seen = differences.filter(({ isSeen }) => isSeen(comparison));
  const facets = facetsOf(comparison).filter((facet) => !seen.some(({ explains }) => explains.includes(facet)));
  const { scenario, original, here } = comparison;
  return facets.length === 0 ? [] : [{ facets, argv: scenario.argv, original, here }];
}

const unused = new Set(differences.map(({ name }) => name));

describe.each([
  ["groups", vectors("vigiles-cli-requests"), 350],
  ["products", vectors("linuxlink-cli-requests"), 150],
] as const)("command lines of the %s edition", (edition, rows, numRuns) => {
  const { reason } = checkouts[edition];
  const scenarios = scenariosOf(edition, rows, numRuns);
  const batches = Array.from({ length: Math.ceil(scenarios.length / 40) }, (_, at) => [at * 40] as const);

  it.skipIf(reason !== "").each(batches)(
    `from number %d do what the original command does, or what the documentation says${reason}`,
    async (start) => {
      const comparisons = await compare(scenarios.slice(start, start + 40));
      expect(comparisons.flatMap(unexplained)).toStrictEqual([]);
      for (const { name, isSeen } of differences) if (comparisons.some(isSeen)) unused.delete(name);
    },
  );
});

const { reason } = checkouts.products.reason === "" ? checkouts.groups : checkouts.products;

it.skipIf(reason !== "")(`every documented difference was seen${reason}`, () => {
  expect([...unused]).toStrictEqual([]);
});

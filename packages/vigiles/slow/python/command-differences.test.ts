import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Edition } from "../../src/index.js";
import type { Scenario } from "../../test/support/python/both-commands.js";
import { commandLines } from "../../test/support/python/command-lines.js";
import { compareAll, unexplained } from "../../test/support/python/compare-commands.js";
import { checkouts } from "../../test/support/python/original-command.js";
import { vectors, type Vector } from "../../test/support/recorded/vectors.js";

/** The recorded command lines of an edition, and generated ones. */
function scenariosOf(edition: Edition, rows: readonly Vector[], numRuns: number): readonly Scenario[] {
  const recorded = rows.map(({ argv, files, dash }) => ({ edition, argv, files, dash }));
  return [...recorded, ...fc.sample(commandLines(edition), { numRuns, seed: 15 })];
}

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
      const comparisons = await compareAll(scenarios.slice(start, start + 40));
      expect(comparisons.flatMap(unexplained)).toStrictEqual([]);
    },
  );
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { dash } from "../support/python/command-lines.js";
import { inputFiles } from "../support/python/command-values.js";
import { compareAll, unexplained } from "../support/python/compare-commands.js";
import { differences, facetsOf } from "../support/python/differences.js";
import { checkouts } from "../support/python/original-command.js";

const { reason } = checkouts.groups;

it("every difference that the comparison with the original command accepts is documented", () => {
  const path = join(import.meta.dirname, "../../../../docs/from-timesys.md");
  const section = readFileSync(path, "utf8").split("\n### The command\n")[1]?.split("\n### ")[0] ?? "";
  const documented = [...section.matchAll(/^\| ([^|]+) \|/gm)].map(([, name]) => name);
  expect(documented.length).toBeGreaterThan(10);
  expect(differences.map(({ name }) => name).filter((name) => !documented.includes(name))).toStrictEqual([]);
});

it.skipIf(reason !== "").each(differences)(
  `the documented difference "$name" is seen in its example${reason}`,
  async ({ example, explains, isSeen }) => {
    const argv = ["-k", "{KEY}", "-u", "{URL}", ...example];
    const comparisons = await compareAll([{ edition: "groups", argv, files: inputFiles, dash }]);
    expect(comparisons.map(isSeen)).toStrictEqual([true]);
    expect(comparisons.flatMap(unexplained)).toStrictEqual([]);
    expect(comparisons.flatMap(facetsOf).filter((facet) => explains.includes(facet))).not.toStrictEqual([]);
  },
);

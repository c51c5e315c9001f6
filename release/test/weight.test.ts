import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository } from "../src/packages.ts";
import { programs, weigh, weightFault, type Weight } from "../src/weight.ts";

const recorded = JSON.parse(readFileSync(join(repository, "release", "snapshots", "weights.json"), "utf8")) as Readonly<
  Record<string, Weight>
>;
const changesets = globSync(".changeset/*.md", { cwd: repository }).map((path) =>
  readFileSync(join(repository, path), "utf8"),
);
/** What a program may load at its start, in KB. */
const maxStartKb: Readonly<Record<string, number>> = { "createSession with fetchTransport": 40 };

describe.each(Object.entries(programs))("a bundle of %s", async (name, source) => {
  const weight = await weigh(source);

  it.each([
    ["at its start", "atStart"],
    ["in all chunks", "allChunks"],
  ] as const)("has grown %s by less than a tenth, or a changeset says so", (where, measure) => {
    const bytes = weight[measure];
    process.stdout.write(`${name} ${where}: ${(bytes / 1024).toFixed(1)} KB compressed\n`);
    expect(bytes).toBeGreaterThan(10_000);
    expect(weightFault(`${name} ${where}`, bytes, recorded[name]?.[measure], changesets)).toBeUndefined();
  });

  it("is at its start no larger than promised", () => {
    expect(weight.atStart / 1024).toBeLessThanOrEqual(maxStartKb[name] ?? 0);
  });
});

describe("what a bundle loads at its start", () => {
  it("does not hold what is imported on first use", async () => {
    const lazy = `export const load = () => import("node:fs"); export const text = "x".repeat(9);`;
    expect((await weigh(lazy)).atStart).toBeLessThan(300);
  });

  it("is less than all chunks, if one of them is imported on first use", async () => {
    const dynamic = `data:text/javascript,export const text = "${"lazy ".repeat(9)}";`;
    const { atStart, allChunks } = await weigh(`export const load = () => import(${JSON.stringify(dynamic)});`);
    expect(atStart).toBeLessThan(allChunks);
  });
});

describe("a weight", () => {
  it.each([
    { title: "within a tenth", bytes: 110, changesets: [], fault: undefined },
    { title: "beyond a tenth", bytes: 2048, changesets: ["text"], fault: /1948 % more .* "Weight: x, 2 KB"/ },
    { title: "beyond a tenth, announced", bytes: 2048, changesets: ["text\nWeight: x, 2 KB\n"], fault: undefined },
    { title: "beyond what was announced", bytes: 2049, changesets: ["Weight: x, 2 KB"], fault: /Weight: x, 3 KB/ },
    { title: "announced for another program", bytes: 2048, changesets: ["Weight: y, 2 KB"], fault: /% more/ },
  ])("$title", ({ bytes, changesets: texts, fault }) => {
    const found = weightFault("x", bytes, 100, texts);
    if (fault === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(fault);
  });

  it("that was never recorded is a fault", () => {
    expect(weightFault("x", 1, undefined, [])).toMatch(/record x/);
  });
});

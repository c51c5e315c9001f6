import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository } from "../src/packages.ts";
import { programs, startBytes, weightFault } from "../src/weight.ts";

const recorded = JSON.parse(readFileSync(join(repository, "release", "snapshots", "weights.json"), "utf8")) as Readonly<
  Record<string, number>
>;
const changesets = globSync(".changeset/*.md", { cwd: repository }).map((path) =>
  readFileSync(join(repository, path), "utf8"),
);

describe("what a bundle loads at its start", () => {
  it.each(Object.entries(programs))(
    "%s has grown by less than a tenth, or a changeset says so",
    async (name, source) => {
      const bytes = await startBytes(source);
      process.stdout.write(`${name}: ${(bytes / 1024).toFixed(1)} KB compressed\n`);
      expect(bytes).toBeGreaterThan(10_000);
      expect(weightFault(name, bytes, recorded[name], changesets)).toBeUndefined();
    },
  );

  it("does not hold what is imported on first use", async () => {
    const lazy = `export const load = () => import("node:fs"); export const text = "x".repeat(9);`;
    expect(await startBytes(lazy)).toBeLessThan(300);
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

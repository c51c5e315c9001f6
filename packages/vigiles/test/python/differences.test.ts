import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { differences } from "../support/python/differences.js";

it("every difference that the comparison with the original command accepts is documented", () => {
  const path = join(import.meta.dirname, "../../../../docs/from-timesys.md");
  const section = readFileSync(path, "utf8").split("\n### The command\n")[1]?.split("\n### ")[0] ?? "";
  const documented = [...section.matchAll(/^\| ([^|]+) \|/gm)].map(([, name]) => name);
  expect(documented.length).toBeGreaterThan(10);
  expect(differences.map(({ name }) => name).filter((name) => !documented.includes(name))).toStrictEqual([]);
});

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as testing from "@org/http-core/testing";
import { repository } from "../src/packages.ts";

/** The rows of SECURITY.md that promise something: the threat, and the tests that the last column names. */
const promises: readonly (readonly [string, readonly string[]])[] = readFileSync(
  join(repository, "SECURITY.md"),
  "utf8",
)
  .split(/^### /m)
  .filter((part) => part.startsWith("Protected\n"))
  .flatMap((part) => part.split("\n").filter((line) => line.startsWith("|")))
  .slice(2)
  .map((row) => {
    const cells = row.split("|").map((cell) => cell.trim());
    return [cells.at(1) ?? "", cells.at(-2)?.split(", ") ?? []];
  });

/** A test file by its path in the repository or below `packages`, or a suite that other packages run. */
function exists(name: string): boolean {
  const path = /^`(.*)`$/.exec(name)?.[1] ?? "";
  if (Object.hasOwn(testing, path)) return true;
  return path.endsWith(".test.ts") && ["packages", "."].some((folder) => existsSync(join(repository, folder, path)));
}

describe("a promise of SECURITY.md", () => {
  it("is one of many", () => {
    expect(promises.length).toBeGreaterThan(25);
  });

  it.each(promises)("names the tests that hold it: %s", (_, tests) => {
    expect(tests).not.toEqual([]);
    expect(tests.filter((name) => !exists(name))).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { testAuthScheme } from "../../../src/testing/index.js";
import { countingSubject } from "./subjects/rising-count.js";
import { rotatingSubject } from "./subjects/rotating-tokens.js";

const guide = readFileSync(resolve(import.meta.dirname, "../../../../../docs/writing-an-auth-package.md"), "utf8");

/** The checks in the first column of the guide's table. */
function documentedTitles(): readonly string[] {
  const table = guide.split("\n| check | mistakes that it finds |\n")[1]?.split("\n\n")[0] ?? "";
  return table
    .split("\n")
    .flatMap((line) => Array.from((line.split(" | ")[0] ?? "").matchAll(/`([^`]+)`/g), (match) => match[1] ?? ""));
}

it("the guide lists every check, by the title that `cannot` takes", () => {
  const titles = new Set<string>();
  const runner = { describe: (_: string, body: () => void) => body(), it: (title: string) => void titles.add(title) };
  for (const make of [rotatingSubject, countingSubject]) {
    testAuthScheme({ name: "x", make, runner, covers: ["method", "query", "body", "time", "nonce", "singleUseNonce"] });
  }
  expect(documentedTitles().toSorted()).toEqual([...titles].toSorted());
});

import { beforeAll, describe, expect, it } from "vitest";
import { changelogPage } from "../src/changelog-page.ts";
import { errorPage } from "../src/error-page.ts";
import { rowsOfSection } from "../src/markdown-table.ts";
import { publishedPackages } from "../src/repository.ts";

describe("the page of errors", () => {
  let page: string;
  let sections: ReadonlyMap<string, string>;
  beforeAll(async () => {
    page = await errorPage();
    sections = new Map(page.split("\n### ").map((text) => [text.split("\n", 1)[0] ?? "", text]));
  });

  it("explains a code by each package that has it, and by the command", () => {
    const latched = sections.get("AUTH_LATCHED");
    expect(latched).toContain("[@org/http-core](/packages/http-core.md#errors)");
    expect(latched).toContain("[@org/oauth2-auth](/packages/oauth2-auth.md#errors)");
    expect(latched).toContain("What to do:");
    expect(latched).toContain("The `vigiles` command exits with 4. Hint: ");
  });

  it("explains the codes of every package that has some", () => {
    for (const { name, shortName } of publishedPackages().filter((each) => each.shortName !== "emulator")) {
      expect(page).toContain(`[${name}](/packages/${shortName}.md#errors)`);
    }
  });

  it("has a meaning for each exit code, and the codes that lead to it", () => {
    const rows = rowsOfSection(page, "Exit codes of vigiles");
    expect(rows.map(({ exit }) => Number(exit))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 130, 143]);
    for (const { meaning } of rows) expect(meaning).not.toBe("");
    expect(rows.find(({ exit }) => exit === "11")?.["codes"]).toBe("[`POLICY_FAILED`](#policy_failed)");
  });
});

describe("the page of changelogs", () => {
  it("has a section for each package", async () => {
    const page = await changelogPage();
    for (const { name } of publishedPackages()) expect(page).toContain(`## ${name}\n`);
    expect(page).toMatch(/^(?:- \*\*(?:major|minor|patch):\*\*|### \d)/m);
  });
});

describe("the rows of a section", () => {
  const text =
    "# A\n\n## B\n\n| x | y |\n|---|---|\n| 1 | `2` |\n\n### C\n\n| x |\n|---|\n| 3 |\n\n## D\n\n| x |\n|---|\n| 4 |\n";
  it.each([
    ["B", [{ x: "1", y: "`2`" }, { x: "3" }]],
    ["D", [{ x: "4" }]],
    ["E", []],
  ])("%s are those of its tables", (heading, rows) => {
    expect(rowsOfSection(text, heading)).toEqual(rows);
  });
});

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { sessionOptionNames } from "../src/options/check-options.js";

const folder = resolve(import.meta.dirname, "..");
const readme = readFileSync(resolve(folder, "README.md"), "utf8");

/** The literals of a union type in a source file. */
function literals(source: string, type: string): string[] {
  const declaration = new RegExp(`export type ${type} =([^;]*);`).exec(source)?.[1] ?? "";
  return [...declaration.matchAll(/"([A-Z_]+)"/g)].map(([, code = ""]) => code);
}

/** The first cells of the table under a heading. */
function firstCells(heading: string): string[] {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return [...section.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
  );
}

describe("the README", () => {
  it("documents every error code, and none that does not exist", () => {
    const source = readFileSync(resolve(folder, "src/error-codes.ts"), "utf8");
    const codes = [...literals(source, "ErrorCode"), ...literals(source, "TransportErrorCode")];
    expect(codes.length).toBeGreaterThan(30);
    expect(firstCells("Errors").toSorted()).toEqual(codes.toSorted());
  });

  it("documents every option", () => {
    const documented = new Set(firstCells("Options").map((name) => name.split(".")[0]));
    expect(sessionOptionNames.length).toBeGreaterThan(20);
    expect(sessionOptionNames.filter((name) => !documented.has(name))).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { errorTable } from "../src/cli/errors/exit-code-and-hint.js";
import { variableNames } from "../src/client/configuration/variables.js";
import { exitCodes } from "../src/cli/errors/exit-codes.js";
import { program } from "./support/command-tree.js";

const folder = resolve(import.meta.dirname, "..");
const readme = readFileSync(resolve(folder, "README.md"), "utf8");
const source = (path: string): string => readFileSync(resolve(folder, path), "utf8");

/** Codes of the core by which this package too refuses options. */
const optionCodes = ["OPTION_UNKNOWN", "OPTION_INVALID"];

describe("the README", () => {
  it("documents every error code, and none that does not exist", () => {
    const union = /export type VigilesErrorCode =([^;]*);/.exec(source("src/errors.ts"))?.[1] ?? "";
    const own = [...union.matchAll(/"([A-Z_]+)"/g)].map(([, code = ""]) => code);
    const codes = [...own, ...optionCodes];
    const section = readme.split("\n## Errors\n")[1]?.split("\n## ")[0] ?? "";
    const cells = [...section.matchAll(/^\| (`[^|]+) \|/gm)].map(([, cell = ""]) => cell).join();
    const documented = [...cells.matchAll(/`([A-Z_]+)`/g)].map(([, code = ""]) => code);
    expect(codes.length).toBeGreaterThan(10);
    expect(documented.toSorted()).toStrictEqual(codes.toSorted());
  });

  it("documents every variable", () => {
    const table = readme.split("| variable | also | sets |\n")[1]?.split("\n\n")[0] ?? "";
    const names = Object.values(variableNames).flat();
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
  });

  it("documents every exit code", () => {
    const table = readme.split("| exit | meaning | | exit | meaning |\n")[1]?.split("\n\n")[0] ?? "";
    const cells = [...table.matchAll(/\| (\d+) \| [a-z`-]|after a hang-up (\d+) \|/g)];
    const documented = cells.map(([, code, other]) => Number(code ?? other));
    expect(documented.toSorted((one, other) => one - other)).toStrictEqual(Object.values(exitCodes));
  });

  it("documents the exit code of each error code as the command has it", () => {
    const rows = [...readme.matchAll(/^\| (`[A-Z][^|]+) \| ([\d, ]+) \|/gm)];
    const documented = rows.flatMap(([, names = "", exits = ""]) => {
      const codes = [...names.matchAll(/`([A-Z_]+)`/g)].map(([, code = ""]) => code);
      const numbers = exits.split(", ").map(Number);
      return codes.map((code, at) => [code, numbers[at] ?? numbers[0]] as const);
    });
    expect(documented.length).toBeGreaterThan(10);
    const actual = documented.map(([code]) => [code, errorTable[code as keyof typeof errorTable].exit]);
    expect(documented).toStrictEqual(actual);
  });

  it("documents every option of the client", () => {
    const list = /const optionNames = \[([^\]]*)\]/.exec(source("src/client/configuration/options.ts"))?.[1] ?? "";
    const names = [...list.matchAll(/"(\w+)"/g)].map(([, name = ""]) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toStrictEqual([]);
  });

  it("documents every flag that all commands take, and no other", async () => {
    const table = readme.split("| flag | default | |\n")[1]?.split("\n\n")[0] ?? "";
    const documented = [...table.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(
      ([, cell = ""]) => cell.match(/--?[a-z-]+/g) ?? [],
    );
    const flags = (await program()).options.flatMap(({ short, long }) => [short, long]);
    const taken = flags.filter((flag) => flag !== undefined && flag !== "--version");
    expect(documented.toSorted()).toStrictEqual(taken.toSorted());
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { importedPackages } from "../src/imports.ts";
import { leftovers } from "../src/leftovers.ts";
import { publicPackages } from "../src/packages.ts";
import { sourceMapFaults } from "../src/source-maps.ts";

const folder = mkdtempSync(join(tmpdir(), "tarball-rules-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("what a file imports", () => {
  const module = `
    import { a } from "plain";
    import "for-effect/deep/path.js";
    import fs from "fs";
    import { readFile } from "node:fs/promises";
    import { own } from "./own.js";
    import { inner } from "#inner";
    export { b } from "@scope/re-export/sub";
    export * from "star";
    const later = () => import("later");
    const old = require("old");
    const named = (name) => import(name);`;
  const declarations = `
    import type { T } from "types-only";
    export declare const value: import("@scope/inline").Value<T>;`;

  it.each([
    ["module.js", module, ["plain", "for-effect", "@scope/re-export", "star", "later", "old"]],
    ["module.d.ts", declarations, ["types-only", "@scope/inline"]],
  ])("is found in %s", (name, text, packages) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    expect(importedPackages(file).toSorted()).toEqual(packages.toSorted());
  });
});

describe("a built file", () => {
  it("is a leftover if its source is gone", () => {
    mkdirSync(join(folder, "src", "inner"), { recursive: true });
    for (const path of ["kept.ts", "inner/kept.ts"]) writeFileSync(join(folder, "src", path), "");
    const files = ["README.md", "dist/kept.js", "dist/inner/kept.d.ts", "dist/gone.js", "dist/gone.d.ts"];
    files.push("dist/chunks/of-several.js", "dist/kept.js.map", "dist/gone.d.ts.map");
    expect(leftovers(folder, files)).toEqual(["dist/gone.js", "dist/gone.d.ts", "dist/gone.d.ts.map"]);
  });
});

describe("the source maps of a tarball", () => {
  /** Writes a map for each file, and lists the files of the tarball. */
  const faults = (maps: Readonly<Record<string, string>>, others: readonly string[]): readonly string[] => {
    const home = mkdtempSync(join(folder, "maps-"));
    mkdirSync(join(home, "dist"));
    for (const path of ["a.js", "a.d.ts", "b.cjs"]) writeFileSync(join(home, "dist", path), "const code = 1;");
    writeFileSync(join(home, "dist", "entry.js"), `export { a, b } from "./a.js";\nexport { c } from "./c.js";\n`);
    writeFileSync(join(home, "dist", "index.js"), `import { a as b } from "./a.js";\nexport { b };\n`);
    writeFileSync(join(home, "dist", "mixed.js"), `import { a } from "./a.js";\na();\nexport { a };\n`);
    writeFileSync(join(home, "dist", "rolldown-runtime.cjs"), "var create;\n");
    for (const [path, source] of Object.entries(maps)) {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), JSON.stringify({ version: 3, sources: [source], mappings: "" }));
    }
    return sourceMapFaults(home, [...Object.keys(maps), ...others]);
  };

  it.each([
    {
      title: "may lead to its own sources",
      maps: { "dist/a.js.map": "../src/a.ts", "dist/inner/b.d.ts.map": "../../src/inner/b.ts" },
      others: ["dist/a.js", "dist/inner/b.d.ts", "src/a.ts", "src/inner/b.ts"],
      lines: [],
    },
    {
      title: "must not lead to what it doesn't hold",
      maps: { "dist/a.d.ts.map": "../src/a.ts" },
      others: ["dist/a.d.ts"],
      lines: ["dist/a.d.ts.map leads to src/a.ts, which is missing"],
    },
    {
      title: "must not lead out of it from a declaration",
      maps: { "dist/a.d.ts.map": "../../other/src/a.ts" },
      others: ["dist/a.d.ts"],
      lines: ["dist/a.d.ts.map leads to ../other/src/a.ts, which is missing"],
    },
    {
      title: "may lead out of it from a bundle, which holds other packages' code",
      maps: { "dist/bundle.cjs.map": "../../other/src/a.ts" },
      others: ["dist/bundle.cjs"],
      lines: [],
    },
    {
      title: "may be missing for what the bundler makes",
      maps: {},
      others: ["dist/entry.js", "dist/index.js", "dist/rolldown-runtime.cjs"],
      lines: [],
    },
    {
      title: "must be there for each built file",
      maps: {},
      others: ["dist/a.js", "dist/a.d.ts", "dist/b.cjs", "dist/mixed.js", "bin/command.cjs"],
      lines: ["dist/a.js", "dist/a.d.ts", "dist/b.cjs", "dist/mixed.js"].map((path) => `${path} has no source map`),
    },
  ])("$title", ({ maps, others, lines }) => {
    expect(faults(maps, others)).toEqual(lines);
  });
});

describe.each(publicPackages())("the manifest of $name", ({ shortName, manifest }) => {
  it("has a home page, a place for bug reports, and keywords", () => {
    expect(manifest.homepage).toBe(`https://github.com/org/org/tree/main/packages/${shortName}#readme`);
    expect(manifest.bugs).toEqual({ url: "https://github.com/org/org/issues" });
    expect(manifest.keywords?.length).toBeGreaterThanOrEqual(3);
    expect(manifest.keywords).toEqual([...new Set(manifest.keywords)].toSorted());
  });

  it("publishes the changelog, the built files and their sources", () => {
    expect(manifest.files).toEqual(expect.arrayContaining(["CHANGELOG.md", "dist", "src"]));
  });
});

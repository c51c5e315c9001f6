import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { importedPackages } from "../src/imports.ts";
import { leftovers } from "../src/leftovers.ts";

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
  it("is a leftover where its source is gone", () => {
    mkdirSync(join(folder, "src", "inner"), { recursive: true });
    for (const path of ["kept.ts", "inner/kept.ts"]) writeFileSync(join(folder, "src", path), "");
    const files = ["README.md", "dist/kept.js", "dist/inner/kept.d.ts", "dist/gone.js", "dist/gone.d.ts"];
    files.push("dist/chunks/of-several.js");
    expect(leftovers(folder, files)).toEqual(["dist/gone.js", "dist/gone.d.ts"]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { exportsOf } from "../src/declarations.ts";
import { publicPackages, readManifest, repository } from "../src/packages.ts";
import { apiChanges, type PublicApi } from "../src/public-api.ts";
import { apiDrift, howToUpdate } from "../src/snapshots.ts";

const folder = mkdtempSync(join(tmpdir(), "declarations-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the public API", () => {
  it.each(publicPackages())("of $name is the recorded one", (found) => {
    expect(apiDrift(found), `review each name, then accept the changes with: ${howToUpdate}`).toEqual([]);
  });

  it("is checked for every package: the release tests depend on all of them", () => {
    const { devDependencies } = readManifest(join(repository, "release"));
    expect(devDependencies).toMatchObject(
      Object.fromEntries(publicPackages().map(({ name }) => [name, "workspace:*"])),
    );
  });
});

describe("a change of the API", () => {
  const api = (declared: Record<string, string>, commands: string[] = []): PublicApi => ({
    exports: {
      ".": Object.fromEntries(Object.entries(declared).map(([name, text]) => [name, { kind: "type", text }])),
    },
    commands,
  });

  it.each([
    { change: "an addition", before: api({}), after: api({ Added: "A" }), lines: ["+ . Added"] },
    { change: "a removal", before: api({ Gone: "G" }), after: api({}), lines: ["- . Gone"] },
    { change: "another signature", before: api({ Same: "A" }), after: api({ Same: "B" }), lines: ["~ . Same"] },
    { change: "a removed command", before: api({}, ["tool"]), after: api({}), lines: ["- command tool"] },
    { change: "nothing", before: api({ Same: "A" }), after: api({ Same: "A" }), lines: [] },
  ])("shows: $change", ({ before, after, lines }) => {
    expect(apiChanges(before, after)).toEqual(lines);
  });
});

describe("reading declarations", () => {
  const files: Readonly<Record<string, string>> = {
    "index.d.ts": `
      import { inner } from "./inner.js";
      export { inner as outer };
      export { type Shape, make } from "./inner.js";
      export * from "./rest.js";
      export { foreign } from "elsewhere";`,
    "inner.d.ts": `
      /** Not part of the signature. */
      export declare const inner: 1;
      export interface Shape { /** nor this */ readonly size: number }
      export declare function make(size: number): Shape;
      export declare function make(size: string): Shape;`,
    "rest.d.ts":
      "declare class Rest {} export { Rest }; export type { Shape as Again, make as Make } from './inner.js';",
  };

  it("follows each name to its declaration, without comments", () => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    expect(Object.fromEntries(exportsOf(join(folder, "index.d.ts")))).toEqual({
      outer: { kind: "const", text: "declare const inner: 1;" },
      Shape: { kind: "interface", text: "interface Shape { readonly size: number }" },
      make: {
        kind: "function",
        text: "declare function make(size: number): Shape; declare function make(size: string): Shape;",
      },
      Rest: { kind: "class", text: "declare class Rest {}" },
      Again: { kind: "interface", text: "interface Shape { readonly size: number }" },
      Make: { kind: "type of function", text: expect.stringContaining("make(size: number)") as string },
      foreign: { kind: "re-export", text: 'foreign from "elsewhere"' },
    });
  });

  it("throws if a name has no declaration", () => {
    writeFileSync(join(folder, "broken.d.ts"), "export { missing };");
    expect(() => exportsOf(join(folder, "broken.d.ts"))).toThrow("exports missing, which it does not declare");
  });
});

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run, type Result } from "../src/run.ts";
import { repository } from "./repository.ts";
import { smallTree } from "./small-tree.ts";

/** Checks a folder with the rules of this repository; `npm run lint` does the same for each package. */
function lint(folder: string): Promise<Result> {
  return run("oxlint", ["--config", join(repository, ".oxlintrc.json"), "."], folder);
}

describe("a circle of imports", () => {
  it.each([
    {
      kind: "of values",
      a: `import { b } from "./b.js";\nexport const a = (): number => b();\n`,
      b: `import { a } from "./a.js";\nexport const b = (): number => a();\n`,
    },
    {
      kind: "of types alone",
      a: `import type { B } from "./b.js";\nexport interface A { readonly b: B }\n`,
      b: `import type { A } from "./a.js";\nexport interface B { readonly a: A }\n`,
    },
    {
      kind: "through a type that is exported again",
      a: `export type { B } from "./b.js";\nexport const a = 1;\n`,
      b: `import { a } from "./a.js";\nexport type B = typeof a;\n`,
    },
  ])("$kind fails the lint, and both files are named", async ({ a, b }) => {
    const { exitCode, output } = await lint(smallTree({ "src/a.ts": a, "src/b.ts": b }));
    expect(exitCode).toBe(1);
    expect(output).toMatch(/import\(no-cycle\)/);
    expect(output).toMatch(/src\/a\.ts/);
    expect(output).toMatch(/src\/b\.ts/);
  });

  it("of three files, through a folder's index, fails the lint too", async () => {
    const { exitCode, output } = await lint(
      smallTree({
        "src/a.ts": `import type { B } from "./inner/index.js";\nexport interface A {\n  readonly b: B;\n}\n`,
        "src/inner/index.ts": `export * from "./b.js";\n`,
        "src/inner/b.ts": `import type { A } from "../a.js";\nexport interface B {\n  readonly a: A;\n}\n`,
      }),
    );
    expect(exitCode).toBe(1);
    for (const file of ["src/a.ts", "src/inner/index.ts", "src/inner/b.ts"]) expect(output).toContain(file);
  });

  it("can't hide in a type that is imported where it is used: that form is refused", async () => {
    const { exitCode, output } = await lint(smallTree({ "src/a.ts": `export type A = import("./b.js").B;\n` }));
    expect(exitCode).toBe(1);
    expect(output).toMatch(/consistent-type-imports/);
  });

  it("is none where imports lead one way", async () => {
    const a = `import type { B } from "./b.js";\nexport interface A {\n  readonly b: B;\n}\n`;
    const { exitCode, output } = await lint(
      smallTree({ "src/a.ts": a, "src/b.ts": "export interface B {\n  readonly b: 1;\n}\n" }),
    );
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  });
});

import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const sources = resolve(import.meta.dirname, "../src");
const architecture = readFileSync(resolve(import.meta.dirname, "../../../docs/architecture.md"), "utf8");

/** Folders and files of the sources in the order in which the document lists them; one row is one layer. */
const layers = (architecture.split("\n## Layers of `http-core`\n")[1]?.split("\n## ")[0] ?? "")
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => [...(line.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));

/** The position of a source file's layer, from the bottom; -1 if the document does not list it. */
function layerOf(file: string): number {
  const path = relative(sources, file);
  return layers.findIndex((names) => names.some((name) => path === name || path.startsWith(name)));
}

/** The files that a source file imports from this package. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const paths = [...text.matchAll(/from "(\.{1,2}\/[^"]+)\.js"/g)].map(([, path = ""]) => path);
  return paths.map((path) => resolve(dirname(file), `${path}.ts`));
}

const files = globSync("**/*.ts", { cwd: sources })
  .filter((path) => path !== "index.ts")
  .map((path) => join(sources, path));

describe("the layers of docs/architecture.md", () => {
  it("hold every source file", () => {
    expect(layers.length).toBeGreaterThan(8);
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => layerOf(file) < 0)).toEqual([]);
  });

  it("import only from the layers below them", () => {
    const upwards = files.flatMap((file) =>
      importsOf(file)
        .filter((imported) => layerOf(imported) > layerOf(file))
        .map((imported) => `${relative(sources, file)} imports ${relative(sources, imported)}`),
    );
    expect(upwards).toEqual([]);
  });
});

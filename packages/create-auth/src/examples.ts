import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Names } from "./names.js";

/**
 * Makes the new package a dependency of the monorepo's examples, whose tests run the code in each README.
 *
 * @param root - the monorepo's folder
 * @param names - of the new package
 * @returns the file that it changed; undefined if there are no examples
 */
export function addToExamples(root: string, { packageName }: Names): string | undefined {
  const path = join(root, "examples", "package.json");
  if (!existsSync(path)) return undefined;
  const manifest = JSON.parse(readFileSync(path, "utf8")) as { dependencies?: Record<string, string> };
  const entries = Object.entries({ ...manifest.dependencies, [packageName]: "workspace:*" });
  const dependencies = Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
  writeFileSync(path, `${JSON.stringify({ ...manifest, dependencies }, null, 2)}\n`);
  return path;
}

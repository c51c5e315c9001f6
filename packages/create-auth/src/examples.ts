import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Names } from "./names.js";

/**
 * Makes the new package a dependency of the monorepo's examples, whose tests run what each README shows.
 *
 * @returns the file that changed; undefined where there is none
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

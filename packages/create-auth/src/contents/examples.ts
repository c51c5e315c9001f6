import { join } from "node:path";
import { CreateAuthError } from "../errors.js";
import type { Names } from "../names.js";
import { isOwnFolder, readOwnFile } from "../own-files.js";

/**
 * Makes the new package a dependency of the monorepo's examples, whose tests run the code in each README.
 *
 * @param root - the monorepo's folder
 * @param names - of the new package
 * @returns the file to change, by its path relative to `root`; undefined if there are no examples
 * @throws CreateAuthError `PLACE_UNSAFE`
 */
export function examplesWith(
  root: string,
  { packageName }: Names,
): { readonly path: string; readonly text: string } | undefined {
  const path = join("examples", "package.json");
  const text = isOwnFolder(join(root, "examples")) ? readOwnFile(join(root, path)) : undefined;
  if (text === undefined) return undefined;
  const manifest = parseManifest(path, text);
  const entries = Object.entries({ ...manifest.dependencies, [packageName]: "workspace:*" });
  const dependencies = Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
  return { path, text: `${JSON.stringify({ ...manifest, dependencies }, null, 2)}\n` };
}

function parseManifest(path: string, text: string): { readonly dependencies?: Readonly<Record<string, string>> } {
  try {
    return JSON.parse(text) as object;
  } catch {
    throw new CreateAuthError("PLACE_UNSAFE", `${path} is not JSON; correct it first`);
  }
}

import { lstatSync } from "node:fs";
import { join } from "node:path";
import { isOwnFolder, readOwnFile } from "./own-files.js";

/**
 * The place of a new package: in the monorepo of `@org/http-core`, or in a folder of its own. `root` is the working
 * directory, absolute; `parent` is the folder above the package's, relative to it.
 */
export type Place =
  | { readonly type: "workspace"; readonly root: string; readonly parent: "packages"; readonly scope: string }
  | { readonly type: "standalone"; readonly root: string; readonly parent: "."; readonly scope: undefined };

/**
 * Finds the place for a new package. Folders above the working directory are not searched, since another user may have
 * made them, for example in `/tmp`.
 *
 * @param folder - the working directory, absolute
 * @throws CreateAuthError `PLACE_UNSAFE`
 */
export function findPlace(folder: string): Place {
  if (!isMonorepo(folder)) return { type: "standalone", root: folder, parent: ".", scope: undefined };
  return { type: "workspace", root: folder, parent: "packages", scope: "@org" };
}

/** True only for a pnpm workspace with `@org/http-core`, since the new package uses its settings. */
function isMonorepo(root: string): boolean {
  if (lstatSync(join(root, "pnpm-workspace.yaml"), { throwIfNoEntry: false }) === undefined) return false;
  const core = ["packages", "packages/http-core"];
  if (!core.every((folder) => isOwnFolder(join(root, folder)))) return false;
  return nameIn(readOwnFile(join(root, "packages/http-core/package.json")) ?? "") === "@org/http-core";
}

function nameIn(manifest: string): unknown {
  try {
    return Reflect.get(Object(JSON.parse(manifest)), "name");
  } catch {
    return undefined;
  }
}

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The place of a new package: in the monorepo of `@org/http-core`, or in a folder of its own. */
export type Place =
  | { readonly type: "workspace"; readonly root: string; readonly parent: string; readonly scope: string }
  | { readonly type: "standalone"; readonly parent: string; readonly scope: undefined };

/**
 * Finds the place for a new package.
 *
 * @param folder - the working directory, absolute
 */
export function findPlace(folder: string): Place {
  const root = findWorkspace(folder);
  if (root === undefined) return { type: "standalone", parent: folder, scope: undefined };
  return { type: "workspace", root, parent: join(root, "packages"), scope: "@org" };
}

/** Only a pnpm workspace with `@org/http-core` counts, since the new package uses its settings. */
function findWorkspace(folder: string): string | undefined {
  if (existsSync(join(folder, "pnpm-workspace.yaml")) && hasCore(folder)) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : findWorkspace(above);
}

function hasCore(root: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(root, "packages/http-core/package.json"), "utf8"));
    return Reflect.get(Object(manifest), "name") === "@org/http-core";
  } catch {
    return false;
  }
}

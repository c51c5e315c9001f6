import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where a new package goes: into the monorepo of `@org/http-core`, or into a folder of its own. */
export type Place =
  | { readonly type: "workspace"; readonly root: string; readonly parent: string; readonly scope: string }
  | { readonly type: "standalone"; readonly parent: string; readonly scope: undefined };

/**
 * Finds out where a package goes that is asked for in a folder.
 *
 * @param folder - absolute
 */
export function placeOf(folder: string): Place {
  const root = workspaceAbove(folder);
  if (root === undefined) return { type: "standalone", parent: folder, scope: undefined };
  return { type: "workspace", root, parent: join(root, "packages"), scope: "@org" };
}

/** A pnpm workspace counts where `@org/http-core` is one of its packages: only there are its settings to be had. */
function workspaceAbove(folder: string): string | undefined {
  if (existsSync(join(folder, "pnpm-workspace.yaml")) && hasCore(folder)) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : workspaceAbove(above);
}

function hasCore(root: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(root, "packages/http-core/package.json"), "utf8"));
    return Reflect.get(Object(manifest), "name") === "@org/http-core";
  } catch {
    return false;
  }
}

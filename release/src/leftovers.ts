import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * Built files whose source is gone: the compiler leaves them, and they would be published.
 *
 * @param folder - of a package
 * @param files - of its tarball
 */
export function leftovers(folder: string, files: readonly string[]): readonly string[] {
  return files.filter((path) => {
    const [, name] = /^dist\/(.*)\.(?:js|d\.ts)$/.exec(path) ?? [];
    return name !== undefined && !existsSync(join(folder, "src", `${name}.ts`));
  });
}

import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * Built files whose source is gone: the compiler leaves them, and they would be published. What a bundler makes of several
 * sources lies in `chunks`, which it empties itself.
 *
 * @param folder - of a package
 * @param files - of its tarball
 */
export function leftovers(folder: string, files: readonly string[]): readonly string[] {
  return files.filter((path) => {
    const [, name] = /^dist\/(.*)\.(?:js|d\.ts)(?:\.map)?$/.exec(path) ?? [];
    return name !== undefined && !name.startsWith("chunks/") && !existsSync(join(folder, "src", `${name}.ts`));
  });
}

import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * Lists built files without a source. The compiler doesn't delete them, so they would be published. Files in `chunks` are made of
 * several sources; the bundler deletes old ones itself.
 *
 * @param folder - the package's folder
 * @param files - paths in its tarball
 */
export function leftovers(folder: string, files: readonly string[]): readonly string[] {
  return files.filter((path) => {
    const [, name] = /^dist\/(.*)\.(?:js|d\.ts)(?:\.map)?$/.exec(path) ?? [];
    return name !== undefined && !name.startsWith("chunks/") && !existsSync(join(folder, "src", `${name}.ts`));
  });
}

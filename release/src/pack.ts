import { repository } from "./packages.ts";
import { run } from "./run.ts";

/** A packed package. */
export interface Tarball {
  readonly name: string;
  readonly path: string;
  /** Paths in the package, sorted. */
  readonly files: readonly string[];
}

/**
 * Packs every public package as it would be published.
 *
 * @param folder - receives the tarballs
 * @param root - a working copy of this repository, built (default: this one)
 */
export async function packAll(folder: string, root: string = repository): Promise<readonly Tarball[]> {
  const args = ["--recursive", "--filter", "./packages/*", "pack", "--json", "--pack-destination", folder];
  const printed = await run("pnpm", args, { cwd: root });
  const packed = JSON.parse(printed) as { name: string; filename: string; files: { path: string }[] }[];
  return packed.map(({ name, filename, files }) => ({
    name,
    path: filename,
    files: files.map(({ path }) => path).toSorted(),
  }));
}

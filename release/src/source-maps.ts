import { readFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";

/**
 * Finds built files without a source map, and source maps that lead to files which the tarball doesn't hold: a stack trace and "go to
 * definition" would then end in built code.
 *
 * @param folder - of the package, built or installed
 * @param files - of its tarball
 * @returns one line for each fault
 */
export function sourceMapFaults(folder: string, files: readonly string[]): readonly string[] {
  const held = new Set(files);
  const built = files.filter((path) => /^dist\/.*\.(?:c?js|d\.ts)$/.test(path));
  const unmapped = built
    .filter((path) => !held.has(`${path}.map`) && holdsOurCode(join(folder, path)))
    .map((path) => `${path} has no source map`);
  const missing = files
    .filter((path) => path.endsWith(".map"))
    .flatMap((map) =>
      sourcesOf(folder, map)
        .filter((source) => !held.has(source) && !isForeign(map, source))
        .map((source) => `${map} leads to ${source}, which is missing`),
    );
  return [...unmapped, ...missing];
}

/** A statement that imports names, or exports them, with or without the file that has them. */
const forwarding = /^(?:import|export) \{[^}]*\}(?: from "[^"]+")?;$/gm;

/** The bundler also writes files that only pass on exports, and a file with its own helpers. */
function holdsOurCode(file: string): boolean {
  if (basename(file).startsWith("rolldown-runtime.")) return false;
  return readFileSync(file, "utf8").replaceAll(forwarding, "").trim() !== "";
}

/** A map's sources, as paths in the tarball. */
function sourcesOf(folder: string, map: string): readonly string[] {
  const { sources } = JSON.parse(readFileSync(join(folder, map), "utf8")) as { sources: readonly string[] };
  return sources.map((source) => posix.join(dirname(map), source));
}

/** A bundle holds code of other packages, whose sources its own tarball can't hold. */
function isForeign(map: string, source: string): boolean {
  return source.startsWith("../") && !map.endsWith(".d.ts.map");
}

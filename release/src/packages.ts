import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The fields of a package.json that a release depends on. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly keywords?: readonly string[];
  readonly homepage?: string;
  readonly bugs?: { readonly url: string };
  readonly files?: readonly string[];
  readonly engines?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string | { readonly types?: string; readonly default: string }>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A published package of the workspace. */
export interface PublicPackage {
  readonly name: string;
  /** Name without the scope, which is also the name of its folder. */
  readonly shortName: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The folder of this repository. */
export const repository: string = resolve(import.meta.dirname, "../..");

/** Reads a manifest from disk. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/**
 * Lists the published packages below `packages/`, by name.
 *
 * @param root - a working copy of this repository (default: this one)
 */
export function publicPackages(root: string = repository): readonly PublicPackage[] {
  const parent = join(root, "packages");
  return readdirSync(parent)
    .map((shortName) => ({ shortName, folder: join(parent, shortName) }))
    .filter(({ folder }) => existsSync(join(folder, "package.json")))
    .map((found) => ({ ...found, manifest: readManifest(found.folder) }))
    .filter(({ manifest }) => manifest.private !== true)
    .map((found) => ({ ...found, name: found.manifest.name }));
}

/** Lists the entries of a package, as `[subpath, declaration file, module file]`; `./package.json` is left out. */
export function entries({ manifest }: PublicPackage): readonly (readonly [string, string | undefined, string])[] {
  return Object.entries(manifest.exports ?? {})
    .filter(([subpath]) => subpath !== "./package.json")
    .map(([subpath, target]) =>
      typeof target === "string" ? [subpath, undefined, target] : [subpath, target.types, target.default],
    );
}

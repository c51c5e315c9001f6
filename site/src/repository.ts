import { existsSync, globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The folder of this repository. */
export const repository: string = resolve(import.meta.dirname, "../..");

/** The folder that the pages are gathered in; VitePress reads it. */
export const pagesFolder: string = resolve(import.meta.dirname, "../pages");

/** A package that is published. */
export interface PublishedPackage {
  /** Name with its scope: `@org/http-core`. */
  readonly name: string;
  /** Name of its folder below `packages/`: `http-core`. */
  readonly shortName: string;
  /** The entries that programs import: `.`, `./node`, and so on. */
  readonly exports: Readonly<Record<string, string | { readonly types?: string }>>;
}

/** Lists the published packages, by name. */
export function publishedPackages(): readonly PublishedPackage[] {
  return globSync("packages/*/package.json", { cwd: repository })
    .toSorted()
    .map((path) => ({ shortName: path.split("/")[1] ?? "", ...readJson<Omit<PublishedPackage, "shortName">>(path) }));
}

/** Reads a text file of the repository. */
export function readText(path: string): string {
  return readFileSync(join(repository, path), "utf8");
}

/** True if the repository has this file or folder. */
export function isInRepository(path: string): boolean {
  return existsSync(join(repository, path));
}

/** Where the sources can be seen, without a slash at the end, as the packages' `repository` field says. */
export function sourceAddress(): string {
  const { repository: field } = readJson<{ repository: { url: string } }>("packages/http-core/package.json");
  return field.url.replace(/^git\+/, "").replace(/\.git$/, "");
}

/** Lists the files that a pattern names, in the order of their names. */
export function filesLike(pattern: string): readonly string[] {
  return globSync(pattern, { cwd: repository, exclude: (path) => path.includes("node_modules") }).toSorted();
}

function readJson<T>(path: string): T {
  return JSON.parse(readText(path)) as T;
}

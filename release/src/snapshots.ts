import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Tarball } from "./pack.ts";
import { publicPackages, repository, type PublicPackage } from "./packages.ts";
import { apiChanges, publicApi, type PublicApi } from "./public-api.ts";

/** The command that accepts all changes. */
export const howToUpdate = "pnpm --filter @org/release snapshots --update";

const snapshots = join(repository, "release", "snapshots");
const nothing: PublicApi = { exports: {}, commands: [] };

/** The file that records a package's public API. */
function apiFile({ shortName }: PublicPackage): string {
  return join(snapshots, "api", `${shortName}.json`);
}

/** The file that records the list of a tarball's files. */
function listFile(name: string): string {
  return join(snapshots, "tarballs", `${name.split("/").at(-1)}.txt`);
}

/** Compares a package's public API with the recorded one; one line for each difference. */
export function apiDrift(found: PublicPackage): readonly string[] {
  const file = apiFile(found);
  const recorded = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as PublicApi) : nothing;
  return apiChanges(recorded, publicApi(found));
}

/** Compares a tarball's files with the recorded ones; one line for each added or removed file. */
export function fileDrift({ name, files }: Pick<Tarball, "name" | "files">): readonly string[] {
  const file = listFile(name);
  const recorded = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  const added = files.filter((path) => !recorded.includes(path)).map((path) => `+ ${path}`);
  const removed = recorded.filter((path) => !files.includes(path)).map((path) => `- ${path}`);
  return [...added, ...removed];
}

/** Records the public API and the tarball of every package in their present state. */
export function record(tarballs: readonly Tarball[]): void {
  for (const found of publicPackages()) write(apiFile(found), `${JSON.stringify(publicApi(found), null, 2)}\n`);
  for (const { name, files } of tarballs) write(listFile(name), `${files.join("\n")}\n`);
}

function write(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  process.stdout.write(`wrote ${relative(repository, file)}\n`);
}

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Tarball } from "./pack.ts";
import { publicPackages, repository, type PublicPackage } from "./packages.ts";
import { apiChanges, publicApi, type PublicApi } from "./public-api.ts";

/** How to accept what changed. */
export const howToUpdate = "pnpm --filter @org/release snapshots --update";

const snapshots = join(repository, "release", "snapshots");
const nothing: PublicApi = { exports: {}, commands: [] };

/** Where a package's public API is recorded. */
function apiFile({ shortName }: PublicPackage): string {
  return join(snapshots, "api", `${shortName}.json`);
}

/** Where the list of a tarball's files is recorded. */
function listFile(name: string): string {
  return join(snapshots, "tarballs", `${name.split("/").at(-1)}.txt`);
}

/** What a package exports beyond what is recorded, and what it no longer exports, one line each. */
export function apiDrift(found: PublicPackage): readonly string[] {
  const file = apiFile(found);
  const recorded = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as PublicApi) : nothing;
  return apiChanges(recorded, publicApi(found));
}

/** What a tarball holds beyond what is recorded, and what it no longer holds, one line each. */
export function fileDrift({ name, files }: Pick<Tarball, "name" | "files">): readonly string[] {
  const file = listFile(name);
  const recorded = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  const added = files.filter((path) => !recorded.includes(path)).map((path) => `+ ${path}`);
  const removed = recorded.filter((path) => !files.includes(path)).map((path) => `- ${path}`);
  return [...added, ...removed];
}

/** Records every package as it is now built and packed. */
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

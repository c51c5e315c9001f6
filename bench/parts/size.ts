import { execFileSync } from "node:child_process";
import { readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { folderOf, manifestOf } from "../harness/environment.ts";
import type { Findings, Part, Row } from "../harness/part.ts";
import { figureOf } from "../harness/statistics.ts";

const ours = ["@org/http-core", "@org/vigiles"];
const peers = ["got", "undici", "ky", "axios", "ofetch", "@octokit/request"];

/** Measures the size of an installation. */
export const size: Part = {
  name: "size",
  title: "Installed size",
  method:
    "The files of a package and all its dependencies, without optional and peer dependencies. A package of this repository counts as its unpacked tarball.",
  run: () => Promise.resolve<Findings>({ rows: [...ours, ...peers].flatMap(rowsOf) }),
};

function rowsOf(name: string): readonly Row[] {
  const folders = new Set<string>();
  collect(name, import.meta.filename, folders);
  const bytes = [...folders].reduce((sum, folder) => sum + bytesOf(folder), 0);
  return [
    { work: `${name}: packages`, unit: "", figure: figureOf([folders.size]) },
    { work: `${name}: size`, unit: "KB", figure: figureOf([Math.round(bytes / 1000)]) },
  ];
}

/** Finds the real folders of a package and its dependencies. */
function collect(name: string, from: string, found: Set<string>): void {
  const folder = realpathSync(folderOf(name, from));
  if (found.has(folder)) return;
  found.add(folder);
  const manifest = join(folder, "package.json");
  for (const dependency of Object.keys(manifestOf(name, from).dependencies ?? {})) collect(dependency, manifest, found);
}

/** A package of this repository counts as its tarball does; in the workspace its folder holds more. */
function bytesOf(folder: string): number {
  if (!folder.includes("node_modules")) return tarballBytes(folder);
  const names = readdirSync(folder).filter((name) => name !== "node_modules");
  return names.reduce((sum, name) => sum + sizeOf(join(folder, name)), 0);
}

function tarballBytes(folder: string): number {
  const printed = execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: folder, encoding: "utf8" });
  const [packed] = JSON.parse(printed) as readonly { readonly unpackedSize: number }[];
  if (packed === undefined) throw new Error(`npm has packed nothing in ${folder}`);
  return packed.unpackedSize;
}

function sizeOf(path: string): number {
  const found = statSync(path);
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

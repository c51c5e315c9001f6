import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readManifest, repository, type Manifest } from "./packages.ts";
import type { Registry } from "./registry.ts";
import { run } from "./run.ts";

/** A package manager that users have. */
export type Client = "npm" | "pnpm";

/** Version ranges, by package name. */
export type Dependencies = Readonly<Record<string, string>>;

/** A project after installation. */
export interface Consumer {
  readonly folder: string;
  readonly packages: number;
  readonly bytes: number;
}

/**
 * Installs packages in a new, empty project.
 *
 * @param folder - outside any workspace; this function creates it
 */
export async function installIn(
  folder: string,
  client: Client,
  dependencies: Dependencies,
  registry: Registry,
): Promise<Consumer> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, ".npmrc"), registry.npmrc);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, dependencies }));
  // The packages are seconds old, and a cached response for this port came from another registry.
  const rules = `minimumReleaseAgeExclude: ["@org/*"]\nstrictPeerDependencies: true\n`;
  if (client === "pnpm") writeFileSync(join(folder, "pnpm-workspace.yaml"), rules);
  const flags =
    client === "npm"
      ? ["--prefer-online", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
      : ["--ignore-scripts"];
  await run(client, ["install", ...flags], { cwd: folder });
  return { folder, ...measure(folder, client) };
}

/** Installs Node's types in the folder above the consumers, so that they don't count as part of a consumer. */
export async function installNodeTypes(folder: string, registry: Registry): Promise<void> {
  const { version } = readManifest(join(repository, "node_modules", "@types", "node"));
  await installIn(folder, "npm", { "@types/node": version }, registry);
}

/** The folder of an installed package. */
export function installedFolder({ folder }: Consumer, name: string): string {
  return join(folder, "node_modules", name);
}

/** The dependencies that use all of a package: itself and its optional peers. The package manager adds the other peers. */
export function withPeers({ name, version, peerDependencies, peerDependenciesMeta }: Manifest): Dependencies {
  const peers = Object.entries(peerDependencies ?? {}).filter(
    ([peer]) => peerDependenciesMeta?.[peer]?.optional === true,
  );
  return { ...Object.fromEntries(peers), [name]: version };
}

/** Counts each file once, even if several links lead to it. */
function measure(folder: string, client: Client): Pick<Consumer, "packages" | "bytes"> {
  const modules = join(folder, "node_modules");
  const files = readdirSync(modules, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const stats = files.map(({ parentPath, name }) => statSync(join(parentPath, name)));
  const sizes = new Map(stats.map(({ dev, ino, size }) => [`${dev}:${ino}`, size]));
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  return { bytes, packages: client === "npm" ? lockedByNpm(folder) : keptByPnpm(modules) };
}

function lockedByNpm(folder: string): number {
  const lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")) as { packages: object };
  return Object.keys(lock.packages).filter((path) => path !== "").length;
}

function keptByPnpm(modules: string): number {
  return readdirSync(join(modules, ".pnpm")).filter((name) => name.includes("@")).length;
}

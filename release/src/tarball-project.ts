import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { EmulatorInfo } from "@org/emulator";
import { withPeers, type Dependencies } from "./consumer.ts";
import { packAll } from "./pack.ts";
import { publicPackages } from "./packages.ts";
import { run } from "./run.ts";

const programs = resolve(import.meta.dirname, "../slow/programs");

/** Writes a project that depends on the tarball of each package, with the programs of the slow tests in it. */
export async function writeProject(folder: string, tools: Dependencies): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const tarballs = await packAll(folder);
  const files = Object.fromEntries(tarballs.map(({ name, path }) => [name, `file:${path}`]));
  const peers = Object.assign({}, ...publicPackages().map(({ manifest }) => withPeers(manifest))) as Dependencies;
  const manifest = { name: "consumer", private: true, type: "module", dependencies: { ...peers, ...files, ...tools } };
  // Yarn would look in the registry for the packages that one of ours depends on.
  writeFileSync(join(folder, "package.json"), JSON.stringify({ ...manifest, resolutions: files }));
  cpSync(programs, folder, { recursive: true });
}

/**
 * Installs the tarballs of all packages in one project, by npm.
 *
 * @param folder - for the project; this function creates it
 * @param tools - packages that the project needs besides, with their versions
 */
export async function installProject(folder: string, tools: Dependencies = {}): Promise<void> {
  await writeProject(folder, tools);
  // Scripts run: those of runtimes put their program in place.
  await run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline"], { cwd: folder });
}

/** What the programs are told about the emulator, as JSON. */
export function servicesOf({ http, keyFile, dashboardConfig, armor }: EmulatorInfo): string {
  return JSON.stringify({ http, keyFile, dashboardConfig, armor });
}

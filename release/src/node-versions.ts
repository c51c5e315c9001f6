import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.ts";

/** The Node versions that must run what we publish: the oldest in `engines`, and the newest of each supported line. */
export const nodeVersions = ["22.19.0", "22", "24", "26"] as const;

export type NodeVersion = (typeof nodeVersions)[number];

/**
 * Installs versions of Node side by side, from the npm package `node`.
 *
 * @param folder - for the installation; this function creates it
 * @param versions - to install. Default: every one of {@link nodeVersions}
 * @returns finds the program of a version
 */
export async function installNodes(
  folder: string,
  versions: readonly NodeVersion[] = nodeVersions,
): Promise<(version: NodeVersion) => string> {
  const alias = (version: NodeVersion): string => `node-${version}`;
  const dependencies = Object.fromEntries(versions.map((version) => [alias(version), `npm:node@${version}`]));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "nodes", private: true, dependencies }));
  // Scripts run here: the package's own script fetches the program for this platform, as an npm package too.
  await run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder });
  return (version) => join(folder, "node_modules", alias(version), "bin", "node");
}

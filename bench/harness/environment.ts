import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, totalmem } from "node:os";
import { dirname, join } from "node:path";

/** The machine and the versions that produced the figures. */
export interface Environment {
  readonly node: string;
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
}

const peers = ["undici", "got", "ky", "axios", "ofetch", "@octokit/request"];

/** Why the rows contain a stand-in for the Python client. */
export const pythonOriginal = "the Python original, which is not installed here";

/** Reads the present versions of Node, machine and peers. */
export function environment(): Environment {
  const versions = Object.fromEntries(peers.map((peer) => [peer, manifestOf(peer).version]));
  const python = pythonRequests();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return {
    node: process.versions.node,
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown"}, ${gigabytes} GB, ${process.platform} ${process.arch}`,
    versions: python === undefined ? versions : { ...versions, "requests (Python)": python },
  };
}

/** The version of Python's requests; `undefined` if it is not installed. */
export function pythonRequests(): string | undefined {
  return printedByPython("requests.__version__");
}

/** Finds the Python executable that has requests. `python3` on the path may be a wrapper script, which would add cost. */
export function pythonExecutable(): string | undefined {
  return printedByPython("sys.executable");
}

function printedByPython(expression: string): string | undefined {
  try {
    const script = `import requests, sys; print(${expression})`;
    return execFileSync("python3", ["-c", script], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}

/** Reads the package.json of a package that a module can import. */
export function manifestOf(name: string, from: string = import.meta.filename): PackageManifest {
  return JSON.parse(readFileSync(join(folderOf(name, from), "package.json"), "utf8")) as PackageManifest;
}

/** The fields of a package.json that are read. */
export interface PackageManifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Finds a package's folder as Node does, because not every package exports its package.json. */
export function folderOf(name: string, from: string = import.meta.filename): string {
  for (const modules of createRequire(from).resolve.paths(name) ?? []) {
    const folder = join(modules, name);
    try {
      readFileSync(join(folder, "package.json"));
      return folder;
    } catch {
      continue;
    }
  }
  throw new Error(`${name} is not installed for ${dirname(from)}; run pnpm install`);
}

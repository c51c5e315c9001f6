import { fstatSync, type Stats } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { VigilesError } from "../errors.js";
import { findOutputTarget } from "./output-target.js";

/** A path and what it is for. */
export interface NamedPath {
  /** For errors, for example `--sarif` or `the SBOM`. */
  readonly name: string;
  /** Undefined if none was given. `-` is standard input. */
  readonly path: string | undefined;
}

/**
 * Refuses two outputs that are the same file, and an output that is also an input, before anything is sent. Files are
 * compared by device and inode as well, so that a link or another spelling makes no difference.
 *
 * @param outputs - files to write
 * @param inputs - files to read
 * @throws VigilesError `OUTPUT_INVALID`
 */
export async function refuseSharedPaths(outputs: readonly NamedPath[], inputs: readonly NamedPath[]): Promise<void> {
  const taken = new Map<string, string>();
  for (const { name, path } of inputs) {
    const identity = path === undefined ? undefined : await inputIdentity(path);
    if (identity !== undefined) taken.set(identity, name);
  }
  for (const { name, path } of outputs) {
    const identity = path === undefined ? undefined : await outputIdentity(path);
    if (identity === undefined) continue;
    const other = taken.get(identity);
    if (other !== undefined) {
      throw new VigilesError("OUTPUT_INVALID", `${name} ${JSON.stringify(path)} is the same file as ${other}`);
    }
    taken.set(identity, name);
  }
}

async function inputIdentity(path: string): Promise<string | undefined> {
  const stats = path === "-" ? statsOf(0) : await stat(path).catch(() => undefined);
  // A terminal may be read and written at the same time.
  return stats === undefined || stats.isCharacterDevice() ? undefined : identityOf(stats);
}

/** Undefined for `/dev/null`, which may be given more than once. */
async function outputIdentity(path: string): Promise<string | undefined> {
  const target = await findOutputTarget(path);
  const stats =
    target.kind === "descriptor" && target.number !== undefined
      ? statsOf(target.number)
      : await stat(path).catch(() => undefined);
  if (stats !== undefined)
    return stats.isCharacterDevice() && (await isNullDevice(stats)) ? undefined : identityOf(stats);
  const folder = await realpath(dirname(resolve(path))).catch(() => dirname(resolve(path)));
  return join(folder, basename(path));
}

async function isNullDevice({ rdev }: Stats): Promise<boolean> {
  return (await stat("/dev/null").catch(() => undefined))?.rdev === rdev;
}

function statsOf(descriptor: number): Stats | undefined {
  try {
    return fstatSync(descriptor);
  } catch {
    return undefined;
  }
}

function identityOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}

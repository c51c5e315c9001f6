import { randomBytes } from "node:crypto";
import { link, lstat, open, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isHttpCoreError } from "@org/http-core";
import { VigilesError } from "../errors.js";
import { systemReason } from "./system-error.js";

/** What is written. */
type Content = Uint8Array | AsyncIterable<Uint8Array>;

/** How a file is written. */
export interface WriteOptions {
  /** Refuses a path that is taken. Default false: what is there is replaced. */
  readonly noClobber?: boolean | undefined;
}

/**
 * Writes a file whole or not at all: into a temporary file beside it, which then takes its name. A device or pipe is
 * written to directly; a link is replaced, not followed.
 *
 * @param path - of the file
 * @param content - bytes, or chunks of them, unchanged; where they end with an error of their own, that is thrown
 * @param options - how
 * @throws VigilesError `OUTPUT_FAILED`, `OUTPUT_EXISTS`; the old content is untouched
 */
export async function atomicWrite(path: string, content: Content, options: WriteOptions = {}): Promise<void> {
  try {
    if (await isDevice(path)) return await writeFile(path, content);
    await replace(path, content, options.noClobber ?? false);
  } catch (error) {
    if (isHttpCoreError(error)) throw error;
    if (options.noClobber && codeOf(error) === "EEXIST") {
      throw new VigilesError(
        "OUTPUT_EXISTS",
        `${JSON.stringify(path)} is there already, and nothing is to be replaced`,
      );
    }
    throw new VigilesError("OUTPUT_FAILED", `Cannot write ${JSON.stringify(path)}: ${systemReason(error)}`);
  }
}

async function replace(path: string, content: Content, noClobber: boolean): Promise<void> {
  const name = `.${basename(path).slice(0, 100)}.${randomBytes(6).toString("hex")}.tmp`;
  const temporary = join(dirname(path), name);
  try {
    await writeDurably(temporary, content);
    // A hard link fails where the name is taken; a rename would replace it.
    if (noClobber) await link(temporary, path);
    else await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeDurably(path: string, content: Content): Promise<void> {
  await using file = await open(path, "wx");
  await file.writeFile(content);
  await file.sync();
}

async function isDevice(path: string): Promise<boolean> {
  try {
    const stats = await lstat(path);
    return !stats.isFile() && !stats.isSymbolicLink();
  } catch {
    return false;
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null ? Reflect.get(error, "code") : undefined;
}

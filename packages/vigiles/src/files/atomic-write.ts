import { randomBytes } from "node:crypto";
import { link, lstat, open, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isHttpCoreError } from "@org/http-core";
import { VigilesError } from "../errors.js";
import { outputExists } from "./output-path.js";
import { systemReason } from "./system-error.js";

/** What to write. */
type Content = Uint8Array | AsyncIterable<Uint8Array>;

/** How to write a file. */
export interface WriteOptions {
  /** Refuses to replace an existing file. Default `false`. */
  readonly noClobber?: boolean | undefined;
}

/**
 * Writes a file atomically: into a temporary file in the same folder, which is then renamed. A failure leaves the old
 * content. Devices and pipes are written to directly. A symbolic link is replaced, not followed.
 *
 * @param path - of the file
 * @param content - bytes or chunks of bytes; an error of the chunks is thrown unchanged if it is one of `@org/http-core`
 * @param options - how to write
 * @throws VigilesError `OUTPUT_FAILED`, `OUTPUT_EXISTS`
 */
export async function atomicWrite(path: string, content: Content, options: WriteOptions = {}): Promise<void> {
  try {
    if (await isDevice(path)) return await writeFile(path, content);
    await replace(path, content, options.noClobber ?? false);
  } catch (error) {
    if (isHttpCoreError(error)) throw error;
    if (options.noClobber && codeOf(error) === "EEXIST") {
      throw outputExists(path);
    }
    throw new VigilesError("OUTPUT_FAILED", `Cannot write ${JSON.stringify(path)}: ${systemReason(error)}`);
  }
}

async function replace(path: string, content: Content, noClobber: boolean): Promise<void> {
  const name = `.${basename(path).slice(0, 100)}.${randomBytes(6).toString("hex")}.tmp`;
  const temporary = join(dirname(path), name);
  try {
    await writeDurably(temporary, content);
    // Making a hard link fails if the name exists; a rename would replace the file.
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

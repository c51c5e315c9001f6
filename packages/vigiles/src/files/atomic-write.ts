import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { link, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isHttpCoreError } from "@org/http-core";
import { VigilesError } from "../errors.js";
import { outputExists } from "./output-path.js";
import { findOutputTarget } from "./output-target.js";
import { systemCode, systemReason } from "./system-error.js";
import { writeDevice, type Content } from "./write-device.js";

/** How to write a file. */
export interface WriteOptions {
  /** Refuses to replace an existing file. Default `false`. */
  readonly noClobber?: boolean | undefined;
  /** Permissions of a new file, reduced by the umask. An existing file keeps its own. Default: 0o644. */
  readonly mode?: number | undefined;
  /** Ends the waiting for the reader of a pipe. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

const { O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_WRONLY } = constants;
const defaultMode = 0o644;

/**
 * Writes a file atomically: into a temporary file in the same folder, which is then renamed. A failure leaves the old
 * content. A symbolic link is replaced, not followed. Devices, pipes and descriptors, also behind a link into `/dev` or
 * `/proc/…/fd`, are written to and never replaced.
 *
 * @param path - of the file
 * @param content - bytes or chunks of bytes; an error of the chunks is thrown unchanged if it is one of `@org/http-core`
 * @param options - how to write
 * @throws VigilesError `OUTPUT_FAILED`, `OUTPUT_EXISTS`
 */
export async function atomicWrite(path: string, content: Content, options: WriteOptions = {}): Promise<void> {
  try {
    const target = await findOutputTarget(path);
    if (target.kind !== "file" && (await writeDevice(target, content, options.signal))) return;
    await replace(path, content, options);
  } catch (error) {
    if (isHttpCoreError(error)) throw error;
    if (options.noClobber && systemCode(error) === "EEXIST") throw outputExists(path);
    throw new VigilesError("OUTPUT_FAILED", `Cannot write ${JSON.stringify(path)}: ${systemReason(error)}`);
  }
}

async function replace(path: string, content: Content, { noClobber, mode }: WriteOptions): Promise<void> {
  const name = `.${basename(path).slice(0, 100)}.${randomBytes(6).toString("hex")}.tmp`;
  const temporary = join(dirname(path), name);
  try {
    await writeDurably(temporary, content, { mode, existingMode: await modeOf(path) });
    // Making a hard link fails if the name exists; a rename would replace the file.
    if (noClobber) await link(temporary, path);
    else await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Permissions of the file at a path, or at the end of a link; undefined if there is none. */
async function modeOf(path: string): Promise<number | undefined> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isFile() ? stats.mode & 0o777 : undefined;
}

interface Modes {
  readonly mode: number | undefined;
  readonly existingMode: number | undefined;
}

async function writeDurably(path: string, content: Content, { mode, existingMode }: Modes): Promise<void> {
  // Not `await using`: the files of Yarn's Plug'n'Play have no such method.
  const file = await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, existingMode ?? mode ?? defaultMode);
  try {
    if (existingMode !== undefined) await file.chmod(existingMode);
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

import { constants, fstatSync, write } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import type { OutputTarget } from "./output-target.js";
import { systemCode } from "./system-error.js";
import { isBytes } from "@org/http-core/authoring";

/** What to write: bytes, or chunks of bytes. */
export type Content = Uint8Array | AsyncIterable<Uint8Array>;

const writeTo = promisify(write);
/** Nothing here waits in the system, where an abort could not end it. Windows has neither flag. */
const { O_APPEND, O_NOFOLLOW = 0, O_NONBLOCK = 0, O_WRONLY } = constants;
const pauseMs = 5;

/**
 * Writes to a device, a pipe or a descriptor.
 *
 * @param target - where to write
 * @param content - what to write
 * @param signal - ends the waiting for a slow reader
 * @returns false if a file or link has taken the place of a device; then nothing was written
 * @throws the system's error, for example with code `ENXIO` for a pipe from which no program reads
 */
export async function writeDevice(
  target: Exclude<OutputTarget, { kind: "file" }>,
  content: Content,
  signal?: AbortSignal,
): Promise<boolean> {
  const handle = await openTarget(target);
  if (handle === undefined) return false;
  try {
    await writeAll(typeof handle === "number" ? handle : handle.fd, content, signal);
    return true;
  } finally {
    if (typeof handle !== "number") await handle.close();
  }
}

/** Returns a file that is to be closed, or the number of a descriptor that stays open. */
async function openTarget(target: Exclude<OutputTarget, { kind: "file" }>): Promise<FileHandle | number | undefined> {
  if (target.kind === "device") return openDevice(target.path);
  const { number, path } = target;
  if (number === undefined) return open(path, O_WRONLY | O_APPEND | O_NONBLOCK);
  // Writes continue where the last one to this descriptor ended. Only a pipe has no such place, and can be opened once more.
  if (!fstatSync(number).isFIFO()) return number;
  return open(path, O_WRONLY | O_NONBLOCK).catch(() => number);
}

async function openDevice(path: string): Promise<FileHandle | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(path, O_WRONLY | O_NONBLOCK | O_NOFOLLOW);
  } catch (error) {
    if (systemCode(error) === "ELOOP" || systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
  if (!(await handle.stat()).isFile()) return handle;
  await handle.close();
  return undefined;
}

async function writeAll(descriptor: number, content: Content, signal: AbortSignal | undefined): Promise<void> {
  if (isBytes(content)) return writeChunk(descriptor, content, signal);
  for await (const chunk of content) await writeChunk(descriptor, chunk, signal);
}

async function writeChunk(descriptor: number, chunk: Uint8Array, signal: AbortSignal | undefined): Promise<void> {
  for (let written = 0; written < chunk.length;) {
    signal?.throwIfAborted();
    written += await writeWhenReady(descriptor, chunk.subarray(written));
  }
}

/** Returns the number of written bytes: 0 if the reader of the pipe is slow, after a pause. */
async function writeWhenReady(descriptor: number, bytes: Uint8Array): Promise<number> {
  try {
    return (await writeTo(descriptor, bytes)).bytesWritten;
  } catch (error) {
    if (systemCode(error) !== "EAGAIN") throw error;
    await delay(pauseMs);
    return 0;
  }
}

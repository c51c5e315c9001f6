import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from "node:fs";

/** Why a file was not read: a system's code such as `ENOENT`, or what is wrong with it. */
export class SmallFileError extends Error {}

/** A file that was read whole. */
export interface SmallFile {
  readonly bytes: Uint8Array;
  /** Of the opened file, not of whatever its name points to by now. */
  readonly stats: Stats;
}

/**
 * Reads a regular file up to a size. What is checked is the opened file, and no more than the ceiling is ever read, so
 * that neither a swapped link nor a growing file, pipe or device can do harm.
 *
 * @param path - links are followed
 * @param maxBytes - a larger file is refused
 * @throws SmallFileError
 */
export function readSmallFile(path: string, maxBytes: number): SmallFile {
  const descriptor = opened(path);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw new SmallFileError("it is not a regular file");
    const bytes = stats.size > maxBytes ? undefined : upTo(descriptor, maxBytes);
    if (bytes === undefined) throw new SmallFileError(`it is larger than ${maxBytes} bytes`);
    return { bytes, stats };
  } catch (error) {
    throw error instanceof SmallFileError ? error : new SmallFileError(systemCode(error));
  } finally {
    closeSync(descriptor);
  }
}

/** The system's own code for a failure, for example `EACCES`. */
export function systemCode(error: unknown): string {
  const code: unknown = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "it can't be read";
}

/** Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever. */
function opened(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw new SmallFileError(systemCode(error));
  }
}

function upTo(descriptor: number, maxBytes: number): Uint8Array | undefined {
  const buffer = Buffer.alloc(maxBytes + 1);
  let filled = 0;
  for (;;) {
    const read = readSync(descriptor, buffer, filled, buffer.length - filled, null);
    filled += read;
    if (filled > maxBytes) return undefined;
    if (read === 0) return buffer.subarray(0, filled);
  }
}

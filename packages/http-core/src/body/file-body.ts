import { fstatSync, statSync, type Stats } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { BodyError, InputError } from "../errors.js";
import type { Body } from "./body.js";

const chunkBytes = 65_536;

/**
 * A file as a body: its length is announced, it is read as it is sent, and afresh for every attempt. A handle is read
 * by position and left open.
 *
 * @param file - a path, or a handle that is open for reading
 * @param contentType - sent with it; default none
 * @throws InputError `BODY_INVALID` for what is not a readable regular file
 */
export function fileBody(file: string | FileHandle, contentType?: string): Body {
  const length = sizeOf(file);
  return {
    ...(contentType === undefined ? {} : { contentType }),
    length,
    replayable: true,
    open: () => read(file, length),
  };
}

async function* read(file: string | FileHandle, length: number): AsyncIterable<Uint8Array> {
  const handle = typeof file === "string" ? await open(file, "r") : file;
  try {
    yield* unchanged(handle, length);
  } finally {
    if (typeof file === "string") await handle.close();
  }
}

/** The last chunk is held back until the file is seen to have kept its size, so that no wrong request is completed. */
async function* unchanged(handle: FileHandle, length: number): AsyncIterable<Uint8Array> {
  let position = 0;
  while (position < length) {
    const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, length - position));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    position += bytesRead;
    if (bytesRead === 0 || (position === length && (await handle.stat()).size !== length)) {
      throw new BodyError(
        "BODY_TRUNCATED",
        "The file changed its size while it was sent; the request was not completed",
      );
    }
    yield buffer.subarray(0, bytesRead);
  }
}

function sizeOf(file: string | FileHandle): number {
  const stats = statsOf(file);
  if (!stats.isFile()) refuse(file, "it is not a regular file");
  return stats.size;
}

function statsOf(file: string | FileHandle): Stats {
  try {
    return typeof file === "string" ? statSync(file) : fstatSync(file.fd);
  } catch (error) {
    return refuse(file, error instanceof Error && "code" in error ? String(error.code) : "unknown reason");
  }
}

function refuse(file: string | FileHandle, why: string): never {
  const name = typeof file === "string" ? JSON.stringify(file) : "handle";
  throw new InputError("BODY_INVALID", `The file ${name} can't be sent: ${why}`);
}

import type { Stats } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { BodyError, InputError } from "../../errors.js";
import { nodeBuiltins } from "../../node-builtins.js";
import { copyOwn } from "../../util/own-members.js";
import type { Body } from "./body.js";
import { isError } from "../../util/realms.js";

const chunkBytes = 65_536;

/**
 * Makes a body of a file. The file is read while it is sent, from the start in each attempt, and its size is announced. A
 * handle is read by position and left open. In a multipart form, the part has the name of the file.
 *
 * @param file - a path, or a handle that is open for reading
 * @param contentType - sent as `Content-Type`; default none
 * @throws InputError `BODY_INVALID` if it is not a readable regular file
 *
 * @example
 * ```ts
 * import { createSession, fileBody } from "@org/http-core";
 * import { memoryTransport } from "@org/http-core/testing";
 *
 * const transport = memoryTransport(({ body }) => ({ body: { length: body?.length } }));
 * const session = createSession({ baseUrl: "https://api.example.com", transport });
 * const body = await fileBody("package.json"); // read again for each attempt
 * console.log(await (await session.put("/files/1", { body })).json());
 * await session.close();
 * ```
 */
export function fileBody(file: string | FileHandle, contentType?: string): Body {
  const length = sizeOf(file);
  return copyOwn({
    ...(contentType === undefined ? {} : { contentType }),
    ...(typeof file === "string" ? { fileName: baseName(file) } : {}),
    length,
    replayable: true,
    open: () => readFile(file, length, () => Buffer.allocUnsafe(chunkBytes)),
    openReusing: () => readFile(file, length, alternateBuffers()),
  });
}

/** The last part of a path. */
function baseName(path: string): string {
  return path.split(process.platform === "win32" ? /[/\\]/ : "/").at(-1) ?? path;
}

/** Returns two buffers alternately. */
function alternateBuffers(): () => Buffer {
  let [next, other] = [Buffer.allocUnsafe(chunkBytes), Buffer.allocUnsafe(chunkBytes)];
  return () => {
    [next, other] = [other, next];
    return next;
  };
}

async function* readFile(
  file: string | FileHandle,
  length: number,
  nextBuffer: () => Buffer,
): AsyncIterable<Uint8Array> {
  const handle = typeof file === "string" ? await openFile(file) : file;
  try {
    if (!(await handle.stat()).isFile()) refuse(file, "it is not a regular file any more");
    yield* readUnchanged(handle, length, nextBuffer);
  } finally {
    if (typeof file === "string") await handle.close();
  }
}

/**
 * A pipe may have taken the place of the file. Without this, opening one would wait for a writer, and could not be aborted.
 */
function openFile(path: string): Promise<FileHandle> {
  const { constants, promises } = nodeBuiltins.fs;
  return promises.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
}

/** Yields the last chunk only if the file still has its announced size, so that a wrong request is never completed. */
async function* readUnchanged(handle: FileHandle, length: number, nextBuffer: () => Buffer): AsyncIterable<Uint8Array> {
  let position = 0;
  while (position < length) {
    const wanted = nextBuffer().subarray(0, length - position);
    const chunk = await fillBuffer(handle, wanted, position);
    position += chunk.length;
    if (chunk.length < wanted.length || (position === length && (await handle.stat()).size !== length)) {
      throw new BodyError(
        "BODY_LENGTH_WRONG",
        "The file changed its size while it was sent; the request was not completed",
      );
    }
    yield chunk;
  }
}

/** Reads a file from a position until the buffer is full or the file ends. */
async function fillBuffer(handle: FileHandle, buffer: Buffer, position: number): Promise<Buffer> {
  let size = 0;
  while (size < buffer.length) {
    const { bytesRead } = await handle.read(buffer, size, buffer.length - size, position + size);
    if (bytesRead === 0) break;
    size += bytesRead;
  }
  return buffer.subarray(0, size);
}

function sizeOf(file: string | FileHandle): number {
  const stats = statsOf(file);
  if (!stats.isFile()) refuse(file, "it is not a regular file");
  return stats.size;
}

function statsOf(file: string | FileHandle): Stats {
  const { fstatSync, statSync } = nodeBuiltins.fs;
  try {
    return typeof file === "string" ? statSync(file) : fstatSync(file.fd);
  } catch (error) {
    return refuse(file, isError(error) && "code" in error ? String(error.code) : "unknown reason");
  }
}

function refuse(file: string | FileHandle, why: string): never {
  const name = typeof file === "string" ? JSON.stringify(file) : "handle";
  throw new InputError("BODY_INVALID", `The file ${name} can't be sent: ${why}`);
}

import { constants } from "node:fs";
import { open, stat, type FileHandle } from "node:fs/promises";
import type { Body } from "@org/http-core";
import { LinuxLinkError, shownPath } from "../errors.js";
import { systemCode } from "./small-file.js";

/** Bytes of each chunk of a file, the last one apart. */
export const chunkBytes = 65_536;

/** A file as the value of a parameter. It is hashed in one pass and sent in a second, and never held in memory. */
export class FileValue implements Body {
  readonly replayable = true;
  readonly path: string;

  /** @param path - of a regular file of UTF-8 text */
  constructor(path: string) {
    this.path = path;
  }

  /**
   * The file's bytes, from the start.
   *
   * @throws LinuxLinkError `FILE_UNREADABLE`
   */
  open(): AsyncIterable<Uint8Array> {
    return this.#read(() => Buffer.allocUnsafe(chunkBytes));
  }

  /**
   * The same bytes out of two buffers that take turns, so that a large file leaves no garbage behind: a chunk holds
   * until the next but one is asked for.
   *
   * @throws LinuxLinkError `FILE_UNREADABLE`
   */
  openReusing(): AsyncIterable<Uint8Array> {
    let [next, other] = [Buffer.allocUnsafe(chunkBytes), Buffer.allocUnsafe(chunkBytes)];
    return this.#read(() => {
      [next, other] = [other, next];
      return next;
    });
  }

  async *#read(nextBuffer: () => Buffer): AsyncIterable<Uint8Array> {
    const file = await this.#access(() => open(this.path, constants.O_RDONLY | constants.O_NONBLOCK));
    try {
      if (!(await file.stat()).isFile()) throw this.#unreadable("it is not a regular file, which can be read twice");
      for (;;) {
        const chunk = await this.#chunk(file, nextBuffer());
        if (chunk.length === 0) return;
        yield chunk;
      }
    } finally {
      await file.close();
    }
  }

  /**
   * What tells one state of the file from another without reading it: inode, size and time of change.
   *
   * @throws LinuxLinkError `FILE_UNREADABLE`
   */
  async version(): Promise<string> {
    const { ino, size, mtimeNs } = await this.#access(() => stat(this.path, { bigint: true }));
    return `${ino}:${size}:${mtimeNs}`;
  }

  /** A full chunk, or what is left. */
  async #chunk(file: FileHandle, buffer: Buffer): Promise<Uint8Array> {
    let size = 0;
    while (size < buffer.length) {
      const { bytesRead } = await this.#access(() => file.read(buffer, size, buffer.length - size, null));
      if (bytesRead === 0) break;
      size += bytesRead;
    }
    return buffer.subarray(0, size);
  }

  async #access<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      throw this.#unreadable(systemCode(error));
    }
  }

  #unreadable(why: string): LinuxLinkError {
    return new LinuxLinkError("FILE_UNREADABLE", `File ${shownPath(this.path)} can't be read: ${why}`, {
      path: this.path,
    });
  }
}

/**
 * Names a file as the value of a parameter of a POST, or of a form's field. The file is opened when it is needed.
 *
 * @param path - of a regular file of UTF-8 text; its bytes are sent as they are
 */
export function fileValue(path: string): FileValue {
  return new FileValue(path);
}

import { constants } from "node:fs";
import { open, stat, type FileHandle } from "node:fs/promises";
import type { Body } from "@org/http-core";
import { LinuxLinkError, printablePath } from "../errors.js";
import { systemCode } from "./small-file.js";

/** Bytes of each chunk of a file; the last chunk may be shorter. */
export const chunkBytes = 65_536;

/** A file as the value of a parameter. It is read once to sign it and once to send it, and never held in memory. */
export class FileValue implements Body {
  /** A file can be opened again. */
  readonly replayable = true;
  /** Path of the file, as the caller gave it. */
  readonly path: string;

  /** @param path - of a regular file of UTF-8 text */
  constructor(path: string) {
    this.path = path;
  }

  /**
   * Reads the file from the start, each chunk into a buffer of its own.
   *
   * @throws LinuxLinkError `FILE_UNREADABLE`
   */
  open(): AsyncIterable<Uint8Array> {
    return this.#read(() => Buffer.allocUnsafe(chunkBytes));
  }

  /**
   * Reads the file from the start into two buffers alternately, so that a large file leaves no garbage. A chunk is valid
   * until two more have been read.
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
    const file = await this.#attempt(() => open(this.path, constants.O_RDONLY | constants.O_NONBLOCK));
    try {
      if (!(await file.stat()).isFile()) throw this.#unreadable("it is not a regular file, which can be read twice");
      for (;;) {
        const chunk = await this.#readChunk(file, nextBuffer());
        if (chunk.length === 0) return;
        yield chunk;
      }
    } finally {
      await file.close();
    }
  }

  /**
   * Identifies the state of the file without reading it: inode, size and time of the last change in nanoseconds.
   *
   * @throws LinuxLinkError `FILE_UNREADABLE`
   */
  async version(): Promise<string> {
    const { ino, size, mtimeNs } = await this.#attempt(() => stat(this.path, { bigint: true }));
    return `${ino}:${size}:${mtimeNs}`;
  }

  /** Fills the buffer; at the end of the file, returns what is left. */
  async #readChunk(file: FileHandle, buffer: Buffer): Promise<Uint8Array> {
    let size = 0;
    while (size < buffer.length) {
      const { bytesRead } = await this.#attempt(() => file.read(buffer, size, buffer.length - size, null));
      if (bytesRead === 0) break;
      size += bytesRead;
    }
    return buffer.subarray(0, size);
  }

  async #attempt<T>(access: () => Promise<T>): Promise<T> {
    try {
      return await access();
    } catch (error) {
      throw this.#unreadable(systemCode(error) ?? "it can't be read");
    }
  }

  #unreadable(why: string): LinuxLinkError {
    const message = `File ${printablePath(this.path)} can't be read: ${why}`;
    return new LinuxLinkError("FILE_UNREADABLE", message, { path: this.path });
  }
}

/**
 * Makes a file the value of a parameter of a POST, or of a form's field. The file is opened when the call is signed.
 *
 * @param path - of a regular file of UTF-8 text; its bytes are sent unchanged
 */
export function fileValue(path: string): FileValue {
  return new FileValue(path);
}

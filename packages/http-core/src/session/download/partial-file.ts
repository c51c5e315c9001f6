import type { FileHandle } from "node:fs/promises";
import { parseJsonObject } from "../../authoring/json.js";
import { InputError } from "../../errors.js";
import { nodeBuiltins } from "../../node-builtins.js";
import { isError } from "../../util/realms.js";

/** What a part of a file belongs to. */
export interface FileVersion {
  /** Where the bytes came from; `undefined` if there are none. */
  readonly origin: string | undefined;
  /** Identifies the bytes of the file, for `If-Range`; `undefined` if nothing does. */
  readonly validator: string | undefined;
  /** Size of the whole file in bytes; `undefined` if it is unknown. */
  readonly totalBytes: number | undefined;
}

/** How a part of a file is kept. */
export interface PartialFileOptions {
  /** Identifies the request that the file comes from. */
  readonly source: string;
  /** True to keep the partial file (the path with `.part`) when the download fails. The next download continues it. */
  readonly isKept: boolean;
}

const noVersion: FileVersion = { origin: undefined, validator: undefined, totalBytes: undefined };

/**
 * A file that is downloaded. Its bytes are written to another file in the same folder, which replaces it when it is complete.
 */
export class PartialFile {
  readonly #path: string;
  readonly #partPath: string;
  readonly #handle: FileHandle;
  readonly #options: PartialFileOptions;
  #bytes = 0;
  #resumedBytes = 0;
  #version = noVersion;

  private constructor(path: string, partPath: string, handle: FileHandle, options: PartialFileOptions) {
    this.#path = path;
    this.#partPath = partPath;
    this.#handle = handle;
    this.#options = options;
  }

  /**
   * Opens the part of a file, and reads how far an earlier download came.
   *
   * @param path - of the complete file
   * @param options - see {@link PartialFileOptions}
   * @throws InputError `OPTION_INVALID` if the file can't be written
   */
  static async open(path: string, options: PartialFileOptions): Promise<PartialFile> {
    const { promises, constants } = nodeBuiltins.fs;
    const { O_RDWR, O_CREAT, O_EXCL } = constants;
    const { isKept } = options;
    const partPath = `${path}.${isKept ? "" : `${globalThis.crypto.randomUUID()}.`}part`;
    // A link in the place of the part would lead to another file.
    const flags = O_RDWR | O_CREAT | (isKept ? (constants.O_NOFOLLOW ?? 0) : O_EXCL);
    return onDisk(path, async () => {
      const handle = await promises.open(partPath, flags, await modeFor(path));
      const file = new PartialFile(path, partPath, handle, options);
      if (isKept) await file.#resume();
      return file;
    });
  }

  /** How much of the file is there. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How much of it an earlier download has left. */
  get resumedBytes(): number {
    return this.#resumedBytes;
  }

  /** What the bytes belong to. */
  get version(): FileVersion {
    return this.#version;
  }

  /**
   * Starts the file again from the beginning.
   *
   * @param version - of the bytes that follow
   * @throws InputError `OPTION_INVALID` if the file can't be written
   */
  async restart(version: FileVersion = noVersion): Promise<void> {
    this.#bytes = 0;
    this.#resumedBytes = 0;
    this.#version = version;
    await onDisk(this.#path, async () => {
      await this.#handle.truncate(0);
      if (this.#options.isKept) await this.#writeState();
    });
  }

  /**
   * Adds bytes to the file.
   *
   * @throws InputError `OPTION_INVALID` if the file can't be written
   */
  async write(chunk: Uint8Array): Promise<void> {
    await onDisk(this.#path, async () => {
      for (let at = 0; at < chunk.byteLength;) {
        const { bytesWritten } = await this.#handle.write(chunk, at, chunk.byteLength - at, this.#bytes);
        at += bytesWritten;
        this.#bytes += bytesWritten;
      }
    });
  }

  /**
   * Puts the complete file in its place.
   *
   * @throws InputError `OPTION_INVALID` if that is impossible
   */
  async finish(): Promise<void> {
    const { promises } = nodeBuiltins.fs;
    await onDisk(this.#path, async () => {
      await this.#handle.datasync();
      await this.#handle.close();
      await promises.rename(this.#partPath, this.#path);
      if (this.#options.isKept) await promises.rm(this.#statePath, { force: true });
    });
  }

  /** Closes the part after a failure. It is removed unless a later download can continue it. Never fails. */
  async abandon(): Promise<void> {
    const { promises } = nodeBuiltins.fs;
    const isUseful = this.#options.isKept && this.#version.validator !== undefined && this.#bytes > 0;
    await this.#handle.close().catch(() => {});
    for (const path of isUseful ? [] : [this.#partPath, ...(this.#options.isKept ? [this.#statePath] : [])]) {
      await promises.rm(path, { force: true }).catch(() => {});
    }
  }

  get #statePath(): string {
    return `${this.#partPath}.json`;
  }

  /** Takes up an earlier download of the same file. Anything else is overwritten later. */
  async #resume(): Promise<void> {
    try {
      const stats = await this.#handle.stat();
      if (!stats.isFile()) throw new InputError("OPTION_INVALID", refusal(this.#partPath, "it is not a regular file"));
      const version = await this.#readState(stats.size);
      if (version === undefined) return;
      this.#version = version;
      this.#bytes = stats.size;
      this.#resumedBytes = stats.size;
    } catch (error) {
      await this.#handle.close();
      throw error;
    }
  }

  /** Reads what the part of an earlier download belongs to; `undefined` if it can't be continued. */
  async #readState(size: number): Promise<FileVersion | undefined> {
    const text = await nodeBuiltins.fs.promises.readFile(this.#statePath, "utf8").catch(() => "");
    const state = parseJsonObject(text);
    if (state?.["source"] !== this.#options.source) return undefined;
    const { origin, validator, totalBytes } = state;
    if (typeof origin !== "string" || typeof validator !== "string") return undefined;
    if (totalBytes === undefined) return { origin, validator, totalBytes };
    return typeof totalBytes === "number" && totalBytes >= size ? { origin, validator, totalBytes } : undefined;
  }

  async #writeState(): Promise<void> {
    const state = JSON.stringify({ source: this.#options.source, ...this.#version });
    await nodeBuiltins.fs.promises.writeFile(this.#statePath, state);
  }
}

/** The mode of the file that is replaced, so that a private file stays private. */
async function modeFor(path: string): Promise<number> {
  const stats = await nodeBuiltins.fs.promises.stat(path).catch(() => undefined);
  if (stats !== undefined && !stats.isFile())
    throw new InputError("OPTION_INVALID", refusal(path, "it is not a regular file"));
  return stats === undefined ? 0o666 : stats.mode & 0o777;
}

/** Runs a step on the disk. Its error names the file. */
async function onDisk<T>(path: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof InputError) throw error;
    const reason = isError(error) && "code" in error ? String(error.code) : "unknown reason";
    throw new InputError("OPTION_INVALID", refusal(path, reason), { cause: error });
  }
}

function refusal(path: string, why: string): string {
  return `The file ${JSON.stringify(path)} can't be written: ${why}`;
}

import { memberOf } from "@org/http-core/authoring";
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from "node:fs";

/** Why a file can't be used. The caller makes an error of it that names the file. */
export interface FileProblem {
  /** `unreadable`: no such file, no permission, not a regular file, too large. `invalid`: the content is unusable. */
  readonly kind: "unreadable" | "invalid";
  /** Follows the name of the file, for example `it is larger than 64 KB`, or the system's code, for example `ENOENT`. */
  readonly reason: string;
  /** The system's code, for example `ENOENT`, if the system refused. */
  readonly code?: string;
}

/** How a small file is read. */
export interface SmallFileOptions {
  /** Maximum size of the file, in bytes. */
  readonly maxBytes: number;
  /** Also reads a pipe, to its end. Default: false. */
  readonly acceptsPipe?: boolean;
  /** Makes the error that is thrown. */
  readonly toError: (problem: FileProblem) => Error;
}

/** A file that was read whole. */
export interface SmallFile {
  /** The whole content. */
  readonly bytes: Uint8Array;
  /** Of the opened file: its path may lead to another file by now. */
  readonly stats: Stats;
}

/**
 * Reads a regular file of limited size, or a pipe. The opened file is checked, and at most `maxBytes` are used, so that
 * a swapped link, a growing file or a device causes no harm. It does not wait for a pipe without a writer.
 *
 * @param path - links are followed
 * @throws what `toError` returns, for a file that is `unreadable`
 */
export function readSmallFile(path: string, options: SmallFileOptions): SmallFile {
  const descriptor = attempt(() => openWithoutWaiting(path), options.toError);
  try {
    return readOpened(descriptor, options);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Reads standard input, which may be a regular file or a pipe, under the conditions of {@link readSmallFile}.
 *
 * @throws what `toError` returns, for input that is `unreadable`
 */
export function readStandardInput(options: SmallFileOptions): SmallFile {
  return readOpened(0, options);
}

function readOpened(descriptor: number, options: SmallFileOptions): SmallFile {
  const { maxBytes, toError } = options;
  const acceptsPipe = memberOf(options, "acceptsPipe") ?? false;
  const fail = (reason: string): Error => toError({ kind: "unreadable", reason });
  const stats = attempt(() => fstatSync(descriptor), toError);
  // Programs also connect the standard input of others by a socket.
  const isPipe = stats.isFIFO() || stats.isSocket();
  if (!stats.isFile() && !(acceptsPipe && isPipe)) {
    throw fail(acceptsPipe ? "it is neither a regular file nor a pipe" : "it is not a regular file");
  }
  const bytes = stats.size > maxBytes ? undefined : attempt(() => readUpTo(descriptor, maxBytes), toError);
  if (bytes === undefined) throw fail(`it is larger than ${sizeText(maxBytes)}`);
  if (isPipe && bytes.length === 0) throw fail("it is a pipe without content, not a regular file");
  return { bytes, stats };
}

/**
 * Reads a small regular file as UTF-8 text. A byte order mark is dropped.
 *
 * @param path - links are followed
 * @throws what `toError` returns, for a file that is `unreadable`, or `invalid` because it is not UTF-8
 */
export function readSmallText(path: string, options: SmallFileOptions): string {
  const { bytes } = readSmallFile(path, options);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw options.toError({ kind: "invalid", reason: "it is not UTF-8" });
  }
}

function sizeText(bytes: number): string {
  return bytes % 1024 === 0 ? `${bytes / 1024} KB` : `${bytes} bytes`;
}

/** The system's own code for a failure, for example `EACCES`; undefined if there is none. */
export function systemCode(error: unknown): string | undefined {
  const code: unknown = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}

function attempt<T>(access: () => T, toError: SmallFileOptions["toError"]): T {
  try {
    return access();
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw toError({ kind: "unreadable", reason: "it can't be read" });
    throw toError({ kind: "unreadable", reason: code, code });
  }
}

/** Without O_NONBLOCK, opening a pipe without a writer would wait for ever. */
function openWithoutWaiting(path: string): number {
  return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
}

/** Returns undefined if the file has more bytes than allowed, even if it reports a smaller size. */
function readUpTo(descriptor: number, maxBytes: number): Uint8Array | undefined {
  const buffer = Buffer.alloc(maxBytes + 1);
  let filled = 0;
  for (;;) {
    const read = readWhenReady(descriptor, buffer.subarray(filled));
    filled += read;
    if (filled > maxBytes) return undefined;
    if (read === 0) return buffer.subarray(0, filled);
  }
}

const pauseMs = 10;
/** Long enough to enter the password of an encrypted key. */
const maxWaitMs = 60_000;

/** Reads the available bytes. A pipe that was opened without waiting has nothing to read until its writer has written. */
function readWhenReady(descriptor: number, buffer: Uint8Array): number {
  for (let waitedMs = 0; ; waitedMs += pauseMs) {
    try {
      return readSync(descriptor, buffer);
    } catch (error) {
      if (systemCode(error) !== "EAGAIN" || waitedMs >= maxWaitMs) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
}

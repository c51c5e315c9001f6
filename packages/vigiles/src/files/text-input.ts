import type { Stats } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { isatty } from "node:tty";
import type { Body } from "@org/http-core";
import { isBytes, isRecord, omitUndefined } from "@org/http-core/authoring";
import { fileValue } from "@org/linuxlink-auth";
import { VigilesError } from "../errors.js";
import { looksLikeKeyFile, maxKeyFileBytes } from "./looks-like-key-file.js";
import { openPipe } from "./open-pipe.js";
import { readFlags } from "./read-flags.js";
import { readLimited } from "./read-limited.js";
import { systemReason } from "./system-error.js";

/** What comes through a pipe is held in memory, unlike a regular file: 256 MiB at most. */
const maxPipeBytes = 268_435_456;

/** How files of compressed formats begin, in hexadecimal digits. */
const magicBytes: Readonly<Record<string, string>> = {
  gzip: "1f8b",
  zip: "504b0304",
  zstd: "28b52ffd",
  xz: "fd377a58",
  bzip2: "425a68",
};
const maxMagicBytes = 4;

/** Text to send: the path of a file, text, or UTF-8 bytes. Its bytes are sent unchanged. */
export type TextInput =
  | { readonly file: string; readonly text?: never; readonly bytes?: never }
  | { readonly text: string; readonly file?: never; readonly bytes?: never }
  | { readonly bytes: Uint8Array; readonly file?: never; readonly text?: never };

/** An input before it is known how many of its members are given. */
interface GivenInput {
  readonly file?: string;
  readonly text?: string;
  readonly bytes?: Uint8Array;
}

/**
 * Makes a parameter of an input. A regular file is only opened here, to check it. Its content is read while it is signed
 * and sent, so that a large file needs no memory. A pipe is read whole.
 *
 * @param input - exactly one of file, text and bytes
 * @param what - name of the input for errors, for example `SBOM`
 * @param signal - ends the reading of a pipe. Default: none
 * @throws VigilesError `INPUT_UNREADABLE`, `INPUT_INVALID`; the signal's reason
 */
export async function inputValue(input: TextInput, what: string, signal?: AbortSignal): Promise<string | Body> {
  const { file, text, bytes } = checkInput(input, what);
  if (file !== undefined) return fromFile(file, what, signal);
  const content = bytes ?? Buffer.from(text ?? "");
  return checkText(text ?? decode(content, `the ${what}`), content, `The ${what}`);
}

/**
 * Refuses an input of another form.
 *
 * @param input - exactly one of file, text and bytes
 * @param what - name of the input for errors, for example `SBOM`
 * @returns its members that are given
 * @throws VigilesError `INPUT_INVALID`
 */
export function checkInput(input: TextInput, what: string): GivenInput {
  if (!isRecord(input)) throw invalid(what, "an object, such as { file }");
  const own: GivenInput = omitUndefined<GivenInput>(input);
  const { file, text, bytes } = own;
  const given = [file, text, bytes].filter((value) => value !== undefined);
  if (given.length !== 1) throw invalid(what, "one of file, text and bytes");
  if (file !== undefined && typeof file !== "string") throw invalid(`file of the ${what}`, "a path");
  if (text !== undefined && typeof text !== "string") throw invalid(`text of the ${what}`, "a string");
  if (bytes !== undefined && !isBytes(bytes)) throw invalid(`bytes of the ${what}`, "a Uint8Array");
  return own;
}

/**
 * Reads the whole input of a pipe or of standard input.
 *
 * @param chunks - of the input
 * @param name - of the input for errors, for example `SBOM`
 * @throws VigilesError `INPUT_UNREADABLE` if it is larger than 256 MiB
 */
export async function readPipe(chunks: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const bytes = await readLimited(chunks, maxPipeBytes);
  if (bytes !== undefined) return bytes;
  throw unreadable(name, "it is larger than 256 MiB; write it to a file, and give the file's path");
}

async function fromFile(path: string, what: string, signal?: AbortSignal): Promise<string | Body> {
  const name = `${what} ${JSON.stringify(path)}`;
  let file: FileHandle | undefined;
  try {
    file = await open(path, readFlags);
    const stats = await file.stat();
    if (stats.isDirectory()) throw unreadable(name, "it is a directory");
    if (!stats.isFile()) return await fromPipe({ file, path, name }, stats, signal);
    if (stats.size === 0) throw new VigilesError("INPUT_INVALID", `The ${name} is empty`);
    await refuseKeyFile(file, stats.size, name);
    await refuseCompressed(file, name);
    return fileValue(path);
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof VigilesError ? error : unreadable(name, systemReason(error));
  } finally {
    // Not `await using`: the files of Yarn's Plug'n'Play have no such method.
    await file?.close();
  }
}

/** An open file that is not a regular file. */
interface OpenedPipe {
  readonly file: FileHandle;
  readonly path: string;
  readonly name: string;
}

/** Its own handle stays open until the stream has read all: a writer that has no reader would be ended. */
async function fromPipe({ file, path, name }: OpenedPipe, stats: Stats, signal?: AbortSignal): Promise<string> {
  const isDevice = stats.isBlockDevice() || (stats.isCharacterDevice() && !isatty(file.fd));
  if (isDevice) throw unreadable(name, "it is a device");
  const pipe = openPipe(path);
  if (pipe === undefined) throw unreadable(name, "another file has taken its place");
  const bytes = await readPipe(signal === undefined ? pipe : addAbortSignal(signal, pipe), name);
  return checkText(decode(bytes, `the ${name}`), bytes, `The ${name}`);
}

async function refuseKeyFile(file: FileHandle, size: number, name: string): Promise<void> {
  if (size > maxKeyFileBytes) return;
  const { buffer } = await file.read(Buffer.alloc(size), 0, size, 0);
  checkNoKeyFile(buffer, `The ${name}`);
}

async function refuseCompressed(file: FileHandle, name: string): Promise<void> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(maxMagicBytes), 0, maxMagicBytes, 0);
  checkNotCompressed(buffer.subarray(0, bytesRead), `The ${name}`);
}

/** The service reads text only. */
function checkNotCompressed(bytes: Uint8Array, name: string): void {
  const beginning = Buffer.from(bytes.subarray(0, maxMagicBytes)).toString("hex");
  const format = Object.keys(magicBytes).find((one) => beginning.startsWith(magicBytes[one] ?? ""));
  if (format === undefined) return;
  throw new VigilesError(
    "INPUT_INVALID",
    `${name} is not UTF-8 text: it is compressed (${format}); unpack it, and give the unpacked file`,
  );
}

function checkText(text: string, bytes: Uint8Array, name: string): string {
  if (text === "") throw new VigilesError("INPUT_INVALID", `${name} is empty`);
  checkNoKeyFile(bytes, name);
  return text;
}

/**
 * Refuses a key file. Before the command `-k` names the key file, after `manifest upload` it names the kernel config. A user
 * who mixes these up must not send the key.
 */
function checkNoKeyFile(bytes: Uint8Array, name: string): void {
  if (!looksLikeKeyFile(bytes)) return;
  throw new VigilesError("INPUT_INVALID", `${name} is a key file and is not sent; put -k before the command`);
}

function decode(bytes: Uint8Array, name: string): string {
  checkNotCompressed(bytes, name.replace(/^t/, "T"));
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new VigilesError("INPUT_INVALID", `${name.replace(/^t/, "T")} is not UTF-8 text`);
  }
}

function invalid(what: string, expected: string): VigilesError {
  return new VigilesError("INPUT_INVALID", `The ${what} must be ${expected}`);
}

function unreadable(name: string, why: string): VigilesError {
  return new VigilesError("INPUT_UNREADABLE", `Cannot read the ${name}: ${why}`);
}

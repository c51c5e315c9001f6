import { open, type FileHandle } from "node:fs/promises";
import type { Body } from "@org/http-core";
import { fileValue } from "@org/linuxlink-auth";
import { VigilesError } from "../errors.js";
import { looksLikeKeyFile } from "./key-file-guard.js";
import { systemReason } from "./system-error.js";

/** A larger file is not a key file. */
const maxKeyFileBytes = 65_536;

/** Text to send: the path of a file, text, or UTF-8 bytes. Its bytes are sent unchanged. */
export type TextInput =
  | { readonly file: string; readonly text?: never; readonly bytes?: never }
  | { readonly text: string; readonly file?: never; readonly bytes?: never }
  | { readonly bytes: Uint8Array; readonly file?: never; readonly text?: never };

/**
 * Makes a parameter of an input. A regular file is only opened here, to check it. Its content is read while it is signed
 * and sent, so that its size costs no memory. A pipe is read whole.
 *
 * @param input - exactly one of file, text and bytes
 * @param what - name of the input for errors, for example `SBOM`
 * @throws VigilesError `INPUT_UNREADABLE`, `INPUT_INVALID`
 */
export async function inputValue(input: TextInput, what: string): Promise<string | Body> {
  const given = (["file", "text", "bytes"] as const).filter((name) => input[name] !== undefined);
  if (given.length !== 1) throw new VigilesError("INPUT_INVALID", `The ${what} must be one of file, text and bytes`);
  if (input.file !== undefined) return fromFile(input.file, what);
  return nonEmpty(input.text ?? decode(input.bytes ?? new Uint8Array(), `the ${what}`), `The ${what}`);
}

async function fromFile(path: string, what: string): Promise<string | Body> {
  const name = `${what} ${JSON.stringify(path)}`;
  try {
    await using file = await open(path, "r");
    const stats = await file.stat();
    if (stats.isDirectory()) throw unreadable(name, "it is a directory");
    if (!stats.isFile()) return nonEmpty(decode(await file.readFile(), `the ${name}`), `The ${name}`);
    if (stats.size === 0) throw new VigilesError("INPUT_INVALID", `The ${name} is empty`);
    await refuseKeyFile(file, stats.size, name);
    return fileValue(path);
  } catch (error) {
    throw error instanceof VigilesError ? error : unreadable(name, systemReason(error));
  }
}

/**
 * Refuses a key file. Before the command `-k` names the key file, after `manifest upload` it names the kernel config. A user
 * who mixes these up must not send the key.
 */
async function refuseKeyFile(file: FileHandle, size: number, name: string): Promise<void> {
  if (size > maxKeyFileBytes) return;
  const { buffer } = await file.read(Buffer.alloc(size), 0, size, 0);
  if (!looksLikeKeyFile(buffer)) return;
  throw new VigilesError("INPUT_INVALID", `The ${name} is a key file and is not sent; put -k before the command`);
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new VigilesError("INPUT_INVALID", `${name.replace(/^t/, "T")} is not UTF-8 text`);
  }
}

function nonEmpty(text: string, name: string): string {
  if (text !== "") return text;
  throw new VigilesError("INPUT_INVALID", `${name} is empty`);
}

function unreadable(name: string, why: string): VigilesError {
  return new VigilesError("INPUT_UNREADABLE", `Cannot read the ${name}: ${why}`);
}

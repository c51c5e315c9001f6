import { constants, open, type FileHandle } from "node:fs/promises";
import { VigilesError } from "../errors.js";
import { systemReason } from "./system-error.js";

const largestBytes = 65_536;

/**
 * Reads a small configuration file strictly as UTF-8. A pipe or device is refused without waiting for it, and a byte
 * order mark is dropped.
 *
 * @param path - of a regular file of at most 64 KB
 * @param what - names the file in errors, for example `dashboard config`
 * @param code - the error's code
 * @throws VigilesError with that code
 */
export async function readSmallText(path: string, what: string, code: "CONFIG_UNREADABLE"): Promise<string> {
  const failed = (why: string): VigilesError =>
    new VigilesError(code, `Cannot read the ${what} ${JSON.stringify(path)}: ${why}`);
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw failed(systemReason(error));
  }
  await using handle = file;
  const stats = await handle.stat();
  if (!stats.isFile()) throw failed("it is not a regular file");
  if (stats.size > largestBytes) throw failed("it is larger than 64 KB");
  return decode(await readUpTo(handle, largestBytes), failed);
}

async function readUpTo(handle: FileHandle, most: number): Promise<Uint8Array> {
  const buffer = Buffer.alloc(most);
  let size = 0;
  while (size < most) {
    const { bytesRead } = await handle.read(buffer, size, most - size);
    if (bytesRead === 0) break;
    size += bytesRead;
  }
  return buffer.subarray(0, size);
}

function decode(bytes: Uint8Array, failed: (why: string) => VigilesError): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw failed("it is not UTF-8");
  }
}

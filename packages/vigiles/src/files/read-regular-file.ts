import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { VigilesError } from "../errors.js";
import { readLimited } from "./read-limited.js";
import { systemReason } from "./system-error.js";

/** As large as a response of the service may be. */
const maxBytes = 268_435_456;

/**
 * Reads a regular file whole, up to 256 MiB.
 *
 * @param path - of the file
 * @param name - for errors, for example `--vex "a.json"`
 * @throws VigilesError `INPUT_UNREADABLE`
 */
export async function readRegularFile(path: string, name: string): Promise<Buffer> {
  try {
    if (!(await stat(path)).isFile()) throw unreadable(name, "it is not a regular file");
    const bytes = await readLimited(createReadStream(path), maxBytes);
    if (bytes !== undefined) return bytes;
  } catch (error) {
    throw error instanceof VigilesError ? error : unreadable(name, systemReason(error));
  }
  throw unreadable(name, "it is larger than 256 MiB");
}

function unreadable(name: string, why: string): VigilesError {
  return new VigilesError("INPUT_UNREADABLE", `Cannot read ${name}: ${why}`);
}

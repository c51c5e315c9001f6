import { constants } from "node:fs";
import { access, lstat, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { refuseOption } from "@org/http-core/authoring";
import { VigilesError } from "../errors.js";
import { findOutputTarget, type OutputTarget } from "./output-target.js";
import { systemReason } from "./system-error.js";

/**
 * Checks that a file, device or descriptor can be written, before any request is sent.
 *
 * @param path - of the file
 * @param noClobber - refuses an existing file, but no device, which is not replaced; default `false`
 * @throws VigilesError `OUTPUT_INVALID`, `OUTPUT_EXISTS`
 * @throws InputError `OPTION_INVALID`
 */
export async function checkOutputPath(path: string, noClobber: boolean = false): Promise<void> {
  if (typeof path !== "string") refuseOption("path", "text");
  if (path === "") throw invalid(path, "it is empty");
  if (/\p{Cc}/u.test(path)) throw invalid(path, "it contains control characters");
  if (/[/\\]$/.test(path)) throw invalid(path, "it names a directory");
  if (Buffer.byteLength(basename(path)) > 240) throw invalid(path, "the name is too long");
  const target = await findOutputTarget(path);
  if (target.kind !== "file") return checkDevice(path, target);
  const existing = await lstat(path).catch(() => undefined);
  if (existing?.isDirectory()) throw invalid(path, "it is a directory");
  if (existing !== undefined && noClobber) throw outputExists(path);
  await checkFolder(path);
}

async function checkDevice(path: string, target: Exclude<OutputTarget, { kind: "file" }>): Promise<void> {
  const stats = await (target.kind === "descriptor" ? stat(target.path) : lstat(target.path)).catch(() => undefined);
  if (stats === undefined) throw invalid(path, "it is not open");
  if (stats.isBlockDevice()) throw invalid(path, "it is a disk");
  if (stats.isDirectory()) throw invalid(path, "it is a directory");
  // Descriptors that Node opens for itself, such as those that wake it up.
  const isWritable = stats.isFile() || stats.isFIFO() || stats.isCharacterDevice() || stats.isSocket();
  if (!isWritable) throw invalid(path, "it is not open for this command");
}

/** The error for an existing file that must not be replaced. */
export function outputExists(path: string): VigilesError {
  return new VigilesError("OUTPUT_EXISTS", `${JSON.stringify(path)} already exists and must not be replaced`);
}

async function checkFolder(path: string): Promise<void> {
  const folder = dirname(path);
  try {
    if (!(await stat(folder)).isDirectory()) throw invalid(path, "its folder is not a directory");
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof VigilesError) throw error;
    throw invalid(
      path,
      `its folder can't be written to: ${systemReason(error).replace("no such file", "no such folder")}`,
    );
  }
}

function invalid(path: string, why: string): VigilesError {
  return new VigilesError("OUTPUT_INVALID", `Cannot write to ${JSON.stringify(path)}: ${why}`);
}

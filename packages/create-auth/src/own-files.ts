import { closeSync, constants, fstatSync, ftruncateSync, lstatSync, mkdirSync, openSync } from "node:fs";
import { readFileSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { CreateAuthError } from "./errors.js";

// Windows has neither flag. Without O_NONBLOCK, opening a pipe without a writer would wait for ever.
const { O_NOFOLLOW = 0, O_NONBLOCK = 0, O_RDONLY, O_RDWR } = constants;

/**
 * Reads a text file that is a regular one with no other name: neither a link nor a hard link, which lead elsewhere.
 *
 * @returns undefined if there is no such file
 * @throws CreateAuthError `PLACE_UNSAFE`
 */
export function readOwnFile(path: string): string | undefined {
  return withFile(path, O_RDONLY, (descriptor) => readFileSync(descriptor, "utf8"));
}

/**
 * Replaces the text of an existing file, under the conditions of {@link readOwnFile}.
 *
 * @returns the path
 * @throws CreateAuthError `PLACE_UNSAFE`
 */
export function replaceOwnFile(path: string, text: string): string {
  withFile(path, O_RDWR, (descriptor) => {
    ftruncateSync(descriptor, 0);
    writeSync(descriptor, text, 0);
  });
  return path;
}

/**
 * Writes a new file and the folders that it needs. A link is not followed.
 *
 * @param root - an existing folder
 * @param path - relative to `root`
 * @param text - content of the file
 * @returns the absolute path
 * @throws CreateAuthError `PLACE_UNSAFE`
 */
export function writeOwnFile(root: string, path: string, text: string): string {
  makeOwnFolder(root, dirname(path));
  const file = join(root, path);
  writeFileSync(file, text, { flag: "wx" });
  return file;
}

function makeOwnFolder(root: string, path: string): void {
  if (path === ".") return;
  makeOwnFolder(root, dirname(path));
  const folder = join(root, path);
  if (!isOwnFolder(folder)) mkdirSync(folder);
}

/**
 * Says whether a folder exists.
 *
 * @throws CreateAuthError `PLACE_UNSAFE` if something else has its name, for example a link to a folder
 */
export function isOwnFolder(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats !== undefined && !stats.isDirectory()) throw unsafe(path, "is not a folder, or a link to one");
  return stats !== undefined;
}

function withFile<T>(path: string, flags: number, use: (descriptor: number) => T): T | undefined {
  const descriptor = openOwnFile(path, flags);
  if (descriptor === undefined) return undefined;
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw unsafe(path, "is not a regular file");
    if (stats.nlink > 1) throw unsafe(path, "has another name too (a hard link)");
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function openOwnFile(path: string, flags: number): number | undefined {
  try {
    return openSync(path, flags | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const code: unknown = Reflect.get(Object(error), "code");
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw unsafe(path, code === "ELOOP" ? "is a link" : `can't be opened (${String(code)})`);
  }
}

function unsafe(path: string, why: string): CreateAuthError {
  return new CreateAuthError("PLACE_UNSAFE", `${path} ${why}; remove it, or work in another folder`);
}

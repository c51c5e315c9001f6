import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The folder with the files for clients and the saved data. */
export interface StateFolder {
  /**
   * Writes or replaces a file. Only the owner can read it (mode 0600).
   *
   * @param name - the file's name in the folder
   * @returns the file's absolute path
   */
  write(name: string, text: string): Promise<string>;
  /** Returns the text of a file, or undefined if there is no such file. */
  read(name: string): Promise<string | undefined>;
  /** Removes the folder if it is a temporary one. */
  remove(): Promise<void>;
}

/**
 * Opens the folder, and creates it if it does not exist.
 *
 * @param path - the folder's path. Default: a new temporary folder
 */
export async function openStateFolder(path?: string): Promise<StateFolder> {
  const folder = path === undefined ? await mkdtemp(join(tmpdir(), "org-emulator-")) : resolve(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    write: (name, text) => writePrivate(join(folder, name), text),
    read: (name) => readIfExists(join(folder, name)),
    remove: async () => (path === undefined ? rm(folder, { recursive: true, force: true }) : undefined),
  };
}

/** Calls `chmod` too, because `writeFile` sets the mode of new files only. */
async function writePrivate(path: string, text: string): Promise<string> {
  await writeFile(path, text, { mode: 0o600 });
  await chmod(path, 0o600);
  return path;
}

async function readIfExists(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

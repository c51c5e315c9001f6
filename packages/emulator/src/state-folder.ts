import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Where the emulator leaves the files that clients need. */
export interface StateFolder {
  /**
   * Writes a file that only its owner can read, in place of an earlier one.
   *
   * @returns its absolute path
   */
  write(name: string, text: string): Promise<string>;
  /** The text of a file, `undefined` where there is none. */
  read(name: string): Promise<string | undefined>;
  /** Removes the folder if it was a temporary one. */
  remove(): Promise<void>;
}

/**
 * Opens the folder, making it where it isn't there.
 *
 * @param path - default: a fresh temporary one
 */
export async function openStateFolder(path?: string): Promise<StateFolder> {
  const folder = path === undefined ? await mkdtemp(join(tmpdir(), "org-emulator-")) : resolve(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    write: (name, text) => writePrivate(join(folder, name), text),
    read: (name) => readIfThere(join(folder, name)),
    remove: async () => (path === undefined ? rm(folder, { recursive: true, force: true }) : undefined),
  };
}

/** The mode of `writeFile` holds for new files only. */
async function writePrivate(path: string, text: string): Promise<string> {
  await writeFile(path, text, { mode: 0o600 });
  await chmod(path, 0o600);
  return path;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

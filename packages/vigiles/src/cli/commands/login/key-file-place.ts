import { lstat } from "node:fs/promises";
import { defaultKeyFilePath } from "@org/linuxlink-auth";
import { looksLikeSecret, resolveHome } from "@org/linuxlink-auth/files";
import { VigilesError } from "../../../errors.js";
import type { CommandContext } from "../../context/command-context.js";

/** Where a key file is stored or deleted. */
export interface KeyFilePlace {
  /** With the home directory resolved. */
  readonly path: string;
  /** True if there is a file. */
  readonly exists: boolean;
}

const secretAsPath =
  "the path of the key file (-k or VIGILES_KEY_FILE) may be a key or the content of a key file; start the path with ./ or with a folder that exists";

/**
 * Finds the place of the key file: that of `-k` or `VIGILES_KEY_FILE`, otherwise the default one.
 *
 * @param context - of the command
 * @throws VigilesError `USAGE` if the path can't be that of a regular file
 */
export async function findKeyFilePlace({ globals, io }: CommandContext): Promise<KeyFilePlace> {
  const given = globals.keyFile ?? defaultKeyFilePath;
  if (looksLikeSecret(given)) throw new VigilesError("USAGE", secretAsPath);
  const path = resolveHome(given, io.env);
  if (path === undefined) throw new VigilesError("USAGE", "HOME is not set; give the path of the key file with -k");
  if (path === "-") throw new VigilesError("USAGE", "-k must be the path of a file here, not standard input");
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined || stats.isFile()) return { path, exists: stats !== undefined };
  throw new VigilesError("USAGE", `${JSON.stringify(path)} is not a regular file; give another path with -k`);
}

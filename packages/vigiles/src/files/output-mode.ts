import { stat } from "node:fs/promises";

/**
 * Chooses the permissions of a new file that is made from another one: a user that can't read the source file can't
 * read the new file.
 *
 * @param source - path of the file that it is made from
 * @returns for the option `mode` of `atomicWrite`; undefined for its default
 */
export async function modeLike(source: string | undefined): Promise<number | undefined> {
  const stats = source === undefined ? undefined : await stat(source).catch(() => undefined);
  return stats?.isFile() ? 0o600 | (stats.mode & 0o044) : undefined;
}

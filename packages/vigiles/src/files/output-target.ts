import { lstat, readlink, realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

/**
 * What a path means when something is written to it. `file`: a regular file, or nothing yet; a link is treated as the
 * file that will replace it. `device`: a device or pipe, which is written to. `descriptor`: an open descriptor, such as
 * `/dev/stdout`, which is written to, whatever it is connected to; its number is known if it is one of this process.
 */
export type OutputTarget =
  | { readonly kind: "file" }
  | { readonly kind: "device"; readonly path: string }
  | { readonly kind: "descriptor"; readonly path: string; readonly number: number | undefined };

const maxLinks = 40;

/**
 * Finds out what a path means. Links are followed to see whether they lead to a device in `/dev` or to a descriptor.
 *
 * @param path - as the user gave it
 */
export async function findOutputTarget(path: string): Promise<OutputTarget> {
  let place = resolve(path);
  for (let links = 0; links <= maxLinks; links++) {
    const folder = await realpath(dirname(place)).catch(() => undefined);
    if (folder === undefined) break;
    place = join(folder, basename(place));
    const target = descriptorAt(place);
    if (target !== undefined) return target;
    const stats = await lstat(place).catch(() => undefined);
    if (stats === undefined || stats.isFile() || stats.isDirectory()) break;
    if (stats.isSymbolicLink()) place = resolve(folder, await readlink(place));
    else return links === 0 || place.startsWith("/dev/") ? { kind: "device", path: place } : { kind: "file" };
  }
  return { kind: "file" };
}

/** The names of descriptors: those of Linux in `/proc`, where `/dev/fd` leads, and those of macOS in `/dev/fd`. */
function descriptorAt(path: string): OutputTarget | undefined {
  const match = /^(?:\/dev|\/proc\/(\d+)(?:\/task\/\d+)?)\/fd\/(\d+)$/.exec(path);
  if (match === null) return undefined;
  const [, owner, number] = match;
  const isOwn = owner === undefined || Number(owner) === process.pid;
  return { kind: "descriptor", path, number: isOwn ? Number(number) : undefined };
}

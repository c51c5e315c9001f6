import { lstatSync, readlinkSync } from "node:fs";
import { join, parse, resolve, sep } from "node:path";

/** As many as Linux follows. */
const maxLinks = 40;

/**
 * Lists every folder in which a name is looked up on the way to a file: the folders above it, those above each link, and
 * those above the link's target. A user that may change one of them decides which file the path leads to.
 *
 * @param path - of a file; may be relative to the working directory
 * @returns absolute paths without duplicates; up to the first name that does not exist
 */
export function foldersOnPath(path: string): readonly string[] {
  const folders = new Set<string>();
  let { root: folder } = parse(resolve(path));
  const names = namesOf(resolve(path));
  for (let links = 0; names.length > 0 && links <= maxLinks;) {
    folders.add(folder);
    const name = join(folder, names.shift() ?? "");
    const stats = lstatSync(name, { throwIfNoEntry: false });
    if (stats === undefined) break;
    if (!stats.isSymbolicLink()) {
      folder = name;
      continue;
    }
    links++;
    const target = resolve(folder, readlinkSync(name));
    folder = parse(target).root;
    names.unshift(...namesOf(target));
  }
  return [...folders];
}

/** The names in an absolute path. */
function namesOf(path: string): string[] {
  return path.slice(parse(path).root.length).split(sep).filter(Boolean);
}

import { statSync } from "node:fs";
import type { Logger } from "@org/http-core";
import { LinuxLinkError, printablePath } from "../errors.js";

/** Mode and owner of a file or folder, as in `fs.Stats`. */
export interface Permissions {
  /** Permission and sticky bits, as in `fs.Stats.mode`. */
  readonly mode: number;
  /** Numeric id of the owner. */
  readonly uid: number;
}

/** What {@link checkPermissions} looks at. */
export interface PermissionSubject {
  /** Of the key file, as the caller gave it. */
  readonly path: string;
  /** Of the opened file. */
  readonly file: Permissions;
  /** Absolute paths of the folders that lead to the file. */
  readonly folders: readonly string[];
}

const writableByAll = 0o002;
const writableByGroup = 0o020;
const readableByOthers = 0o044;
/** In a folder with this bit, only a file's owner can replace the file. */
const sticky = 0o1000;
const root = 0;

/**
 * Checks the permissions of a key file: refuses one that other users can change or replace, and logs one warning about
 * all other risks. Does nothing on Windows, which has no such permissions.
 *
 * @param subject - the file and the folders that lead to it
 * @param logger - receives the warning
 * @throws LinuxLinkError `KEY_FILE_UNSAFE`
 */
export function checkPermissions({ path, file, folders }: PermissionSubject, logger: Logger): void {
  const user = process.getuid?.();
  if (user === undefined) return;
  const printable = printablePath(path);
  const writers = writersOf(file);
  if (writers !== undefined) {
    refuse(path, `Key file ${printable} can be changed by ${writers}; run: chmod 600 ${printable}`);
  }
  for (const folder of folders) checkFolder(path, folder);
  const risks = permissionRisks({ printablePath: printable, file, user });
  if (risks.length > 0) logger.warn(`Key file ${printable} ${risks.join("; it ")}`, { path });
}

function checkFolder(path: string, folder: string): void {
  const permissions = statSync(folder, { throwIfNoEntry: false });
  if (permissions === undefined || (permissions.mode & sticky) !== 0) return;
  const writers = writersOf(permissions);
  if (writers === undefined) return;
  const printable = printablePath(folder);
  const remedy = `run: chmod go-w ${printable}, or move the key file to a folder of your own`;
  refuse(path, `Key file ${printablePath(path)} can be replaced: ${writers} can change ${printable}; ${remedy}`);
}

/** Says which other users may write; undefined if none may. */
function writersOf({ mode }: Permissions): string | undefined {
  if ((mode & writableByAll) !== 0) return "every user";
  return (mode & writableByGroup) !== 0 ? "its group" : undefined;
}

function refuse(path: string, message: string): never {
  throw new LinuxLinkError("KEY_FILE_UNSAFE", message, { path });
}

/** What {@link permissionRisks} looks at. */
export interface PermissionFacts {
  /** The file's path, for the messages. */
  readonly printablePath: string;
  /** Of the opened file. */
  readonly file: Permissions;
  /** Numeric id of the user who runs this process. */
  readonly user: number;
}

/** Lists what other users could do with a file, and the remedy, in phrases that follow the file's name. */
export function permissionRisks({ printablePath: path, file, user }: PermissionFacts): readonly string[] {
  const risks: string[] = [];
  if (file.uid !== user && file.uid !== root) risks.push("belongs to another user; make a copy of your own");
  if ((file.mode & readableByOthers) !== 0) risks.push(`can be read by other users; run: chmod 600 ${path}`);
  return risks;
}

import { statSync } from "node:fs";
import { dirname } from "node:path";
import type { Logger } from "@org/http-core";
import { LinuxLinkError, printablePath } from "../errors.js";

/** Mode and owner of a file or folder, as in `fs.Stats`. */
export interface Permissions {
  /** Permission and sticky bits, as in `fs.Stats.mode`. */
  readonly mode: number;
  /** Numeric id of the owner. */
  readonly uid: number;
}

const writableByAll = 0o002;
const readableByOthers = 0o044;
/** In a folder with this bit, only a file's owner can replace the file. */
const sticky = 0o1000;
const root = 0;

/**
 * Checks the permissions of a key file: refuses one that every user can change, and logs one warning about all other
 * risks. Does nothing on Windows, which has no such permissions.
 *
 * @param path - of the key file
 * @param file - permissions of the opened file
 * @param logger - receives the warning
 * @throws LinuxLinkError `KEY_FILE_UNSAFE`
 */
export function checkPermissions(path: string, file: Permissions, logger: Logger): void {
  const user = process.getuid?.();
  if (user === undefined) return;
  const printable = printablePath(path);
  if ((file.mode & writableByAll) !== 0) {
    const message = `Key file ${printable} can be changed by every user; run: chmod 600 ${printable}`;
    throw new LinuxLinkError("KEY_FILE_UNSAFE", message, { path });
  }
  const folder = statSync(dirname(path), { throwIfNoEntry: false });
  const risks = permissionRisks({ printablePath: printable, file, folder, user });
  if (risks.length > 0) logger.warn(`Key file ${printable} ${risks.join("; it ")}`, { path });
}

/** What {@link permissionRisks} looks at. */
export interface PermissionFacts {
  /** The file's path, for the messages. */
  readonly printablePath: string;
  /** Of the opened file. */
  readonly file: Permissions;
  /** Undefined if the folder no longer exists. */
  readonly folder: Permissions | undefined;
  /** Numeric id of the user who runs this process. */
  readonly user: number;
}

/** Lists what other users could do with a file, and the remedy, in phrases that follow the file's name. */
export function permissionRisks({ printablePath: path, file, folder, user }: PermissionFacts): readonly string[] {
  const risks: string[] = [];
  if (folder !== undefined && (folder.mode & writableByAll) !== 0 && (folder.mode & sticky) === 0) {
    risks.push("can be replaced by every user; move it to a folder of your own");
  }
  if (file.uid !== user && file.uid !== root) risks.push("belongs to another user; make a copy of your own");
  if ((file.mode & readableByOthers) !== 0) risks.push(`can be read by other users; run: chmod 600 ${path}`);
  return risks;
}

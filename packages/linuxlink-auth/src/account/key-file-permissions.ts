import { statSync } from "node:fs";
import { dirname } from "node:path";
import type { Logger } from "@org/http-core";
import { LinuxLinkError, shownPath } from "../errors.js";

/** Mode and owner of a file or folder, as `fs.Stats` has them. */
export interface Access {
  readonly mode: number;
  readonly uid: number;
}

const writableByAll = 0o002;
const readableByOthers = 0o044;
/** In a folder with this bit, only its owner may replace a file. */
const sticky = 0o1000;
const root = 0;

/**
 * Judges who may touch a key file: refuses one that every user may change, and warns, once, of other risks. Windows has
 * no such bits.
 *
 * @param path - of the file
 * @param file - of the opened file
 * @param logger - gets the warning
 * @throws LinuxLinkError `KEY_FILE_UNSAFE`
 */
export function checkAccess(path: string, file: Access, logger: Logger): void {
  const user = process.getuid?.();
  if (user === undefined) return;
  const shown = shownPath(path);
  if ((file.mode & writableByAll) !== 0) {
    const message = `Key file ${shown} can be changed by every user; run: chmod 600 ${shown}`;
    throw new LinuxLinkError("KEY_FILE_UNSAFE", message, { path });
  }
  const risks = accessRisks({ shown, file, folder: statSync(dirname(path), { throwIfNoEntry: false }), user });
  if (risks.length > 0) logger.warn(`Key file ${shown} ${risks.join("; it ")}`, { path });
}

/** What {@link accessRisks} judges. */
export interface AccessFacts {
  /** The file's path, fit for a message. */
  readonly shown: string;
  readonly file: Access;
  /** Absent where it is gone by now. */
  readonly folder: Access | undefined;
  /** Who reads the file. */
  readonly user: number;
}

/** What others could do to a file and what to do about it, in words that follow its name. */
export function accessRisks({ shown, file, folder, user }: AccessFacts): readonly string[] {
  const risks: string[] = [];
  if (folder !== undefined && (folder.mode & writableByAll) !== 0 && (folder.mode & sticky) === 0) {
    risks.push("can be replaced by every user; move it to a folder of your own");
  }
  if (file.uid !== user && file.uid !== root) risks.push("belongs to another user; make a copy of your own");
  if ((file.mode & readableByOthers) !== 0) risks.push(`can be read by other users; run: chmod 600 ${shown}`);
  return risks;
}

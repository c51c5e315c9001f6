import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { AuthenticationError } from "@org/http-core";
import { checkInteger, checkText, isRecord, readOptions } from "@org/http-core/authoring";
import type { TokenProvider } from "./types.js";

/** Options of {@link fileToken}. */
export interface FileTokenOptions {
  /** How old a token may be before the file is read again, in milliseconds. Default 60 000. */
  readonly rereadAfterMs?: number | undefined;
}

/** After a pause of this many periods, the file is read before the next request, and not during it. */
const maxPeriods = 10;
const dayMs = 86_400_000;
/** A token in a header is a few kilobytes long at most. */
const maxFileBytes = 65_536;
/**
 * Without this flag, opening a pipe without a writer would block, and could not be aborted. Windows has no such flag.
 */
const readFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Creates a provider for a file that another program rewrites, such as the token of a Kubernetes service account. The
 * file is read again at most once in `rereadAfterMs`, and when a server refuses the token.
 *
 * @param path - of a regular file of at most 64 KB that contains the token alone; white space around it is left out
 * @param options - how often the file is read
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function fileToken(path: string, options: FileTokenOptions = {}): TokenProvider {
  checkText("path", path);
  const own = readOptions(options, ["rereadAfterMs"], "fileToken");
  const rereadAfterMs = checkInteger("rereadAfterMs", own.rereadAfterMs ?? 60_000, { min: 1, max: dayMs });
  return async ({ clock, signal }) => {
    const readAt = clock.nowMs();
    const token = (await readText(path, signal)).trim();
    if (token === "") throw new AuthenticationError("transient", `The token file ${path} is empty`);
    return { token, renewAfter: readAt + rereadAfterMs, expiresAt: readAt + maxPeriods * rereadAfterMs };
  };
}

async function readText(path: string, signal: AbortSignal): Promise<string> {
  const text = await readStart(path).catch((error: unknown) => {
    throw unreadable(path, isRecord(error) ? String(error["code"]) : "unknown error");
  });
  signal.throwIfAborted();
  if (text === undefined) throw unreadable(path, "it is not a regular file of at most 64 KB");
  return text;
}

/** Returns `undefined` for a file that is too large or not a regular file. */
async function readStart(path: string): Promise<string | undefined> {
  // Not `await using`: the files of Yarn's Plug'n'Play have no such method.
  const file = await open(path, readFlags);
  try {
    if (!(await file.stat()).isFile()) return undefined;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(maxFileBytes + 1));
    return bytesRead > maxFileBytes ? undefined : buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}

function unreadable(path: string, why: string): AuthenticationError {
  return new AuthenticationError("transient", `The token file ${path} can't be read: ${why}`);
}

import { readFile } from "node:fs/promises";
import { AuthenticationError } from "@org/http-core";
import { checkInteger, checkText, isRecord, readOptions } from "@org/http-core/authoring";
import type { TokenProvider } from "./types.js";

/** Options of {@link fileToken}. */
export interface FileTokenOptions {
  /** How old a token may be before the file is read again, in milliseconds. Default 60 000. */
  readonly rereadAfterMs?: number | undefined;
}

/** After a pause of this many periods, the file is read before the next request, and no longer beside it. */
const maxPeriods = 10;
const dayMs = 86_400_000;

/**
 * Creates a provider for a file that another program rewrites, such as the token of a Kubernetes service account. The
 * file is read again at most once in `rereadAfterMs`, and when a server refuses the token.
 *
 * @param path - of a file that contains the token alone; white space around it is left out
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
  try {
    return await readFile(path, { encoding: "utf8", signal });
  } catch (error) {
    signal.throwIfAborted();
    const code = isRecord(error) ? String(error["code"]) : "unknown error";
    throw new AuthenticationError("transient", `The token file ${path} can't be read: ${code}`);
  }
}

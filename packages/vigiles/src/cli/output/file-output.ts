import { VigilesError } from "../../errors.js";
import { atomicWrite } from "../../files/atomic-write.js";
import { checkOutputPath } from "../../files/output-path.js";
import type { CommandContext } from "../context/command-context.js";
import { writeOut } from "../io.js";

/** Flags that choose where a file is written. */
export interface FileTarget {
  /** Path. */
  readonly outfile?: string;
  /** Writes to standard output instead. */
  readonly stdout?: boolean;
  /** Replaces an existing file. */
  readonly clobber: boolean;
}

/**
 * Downloads a file and writes it where the flags say, its bytes unchanged. The path is checked before the download.
 *
 * @param context - of the command
 * @param target - its flags
 * @param download - fetches the bytes
 * @returns nothing to print, except the request of a dry run
 * @throws VigilesError `USAGE`, `OUTPUT_INVALID`, `OUTPUT_EXISTS`, `OUTPUT_FAILED`
 */
export async function saveOrPrint(
  { io, globals, indicator }: CommandContext,
  { outfile, stdout, clobber }: FileTarget,
  download: () => Promise<Uint8Array>,
): Promise<unknown> {
  if ((outfile === undefined) === (stdout === undefined)) {
    throw new VigilesError("USAGE", "Give one of --outfile PATH and --stdout");
  }
  if (outfile === "-") throw new VigilesError("USAGE", "--outfile names a file; use --stdout instead of -");
  if (outfile !== undefined) await checkOutputPath(outfile, !clobber);
  const bytes = await download();
  if (globals.dryRun) return bytes;
  indicator.hide();
  if (outfile === undefined) await writeOut(io.stdout, bytes);
  else await atomicWrite(outfile, bytes, { noClobber: !clobber });
  return undefined;
}

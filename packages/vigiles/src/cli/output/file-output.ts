import { VigilesError } from "../../errors.js";
import { atomicWrite } from "../../files/atomic-write.js";
import { checkOutputPath } from "../../files/output-path.js";
import type { CommandContext } from "../context/command-context.js";
import { writeOut } from "../io.js";

/** Flags that say where a file goes. */
export interface FileTarget {
  readonly outfile?: string;
  readonly stdout?: boolean;
  readonly clobber: boolean;
}

/**
 * Gets a file and puts it where the flags say, bytes unchanged. The path is checked before anything is asked.
 *
 * @param context - the command's
 * @param target - its flags
 * @param download - gets the bytes
 * @returns nothing to print, except in a dry run
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

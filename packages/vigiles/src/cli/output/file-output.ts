import { VigilesError } from "../../errors.js";
import { atomicWrite } from "../../files/atomic-write.js";
import type { NamedPath } from "../../files/shared-paths.js";
import type { CommandContext } from "../context/command-context.js";
import { writeOut } from "../io.js";
import { checkOutputs } from "./check-outputs.js";

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
 * @param inputs - files that the command reads. Default: none
 * @returns nothing to print, except the request of a dry run
 * @throws VigilesError `USAGE`, `OUTPUT_INVALID`, `OUTPUT_EXISTS`, `OUTPUT_FAILED`
 */
export async function saveOrPrint(
  context: CommandContext,
  { outfile, stdout, clobber }: FileTarget,
  download: () => Promise<Uint8Array>,
  inputs: readonly NamedPath[] = [],
): Promise<unknown> {
  const { io, globals, indicator } = context;
  if ((outfile === undefined) === (stdout === undefined)) {
    throw new VigilesError("USAGE", "Give one of --outfile PATH and --stdout");
  }
  if (outfile === "-") throw new VigilesError("USAGE", "--outfile names a file; use --stdout instead of -");
  await checkOutputs(context, [{ name: "--outfile", path: outfile, noClobber: !clobber }], inputs);
  const bytes = await download();
  if (globals.dryRun) return bytes;
  indicator.hide();
  if (outfile === undefined) await writeOut(io.stdout, bytes, io.signal);
  else await atomicWrite(outfile, bytes, { noClobber: !clobber, signal: io.signal });
  return undefined;
}

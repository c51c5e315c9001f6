import { defaultKeyFilePath } from "@org/linuxlink-auth";
import { resolveHome } from "@org/linuxlink-auth/files";
import { checkOutputPath } from "../../files/output-path.js";
import { refuseSharedPaths, type NamedPath } from "../../files/shared-paths.js";
import type { CommandContext } from "../context/command-context.js";

/** A file that a command writes. */
export interface OutputFlag extends NamedPath {
  /** Refuses an existing file. Default: false. */
  readonly noClobber?: boolean;
}

/**
 * Checks every file that a command writes, before anything is sent: it can be written, and it is neither another output
 * nor a file that the command reads.
 *
 * @param context - of the command; its key file, dashboard config and certificates are treated as read
 * @param outputs - by flag
 * @param inputs - further files that the command reads
 * @throws VigilesError `OUTPUT_INVALID`, `OUTPUT_EXISTS`
 */
export async function checkOutputs(
  { globals, io }: Pick<CommandContext, "globals" | "io">,
  outputs: readonly OutputFlag[],
  inputs: readonly NamedPath[] = [],
): Promise<void> {
  for (const { path, noClobber } of outputs) if (path !== undefined) await checkOutputPath(path, noClobber);
  const resolve = (path: string): string => resolveHome(path, io.env) ?? path;
  await refuseSharedPaths(outputs, [
    ...inputs,
    { name: "the key file", path: resolve(globals.keyFile ?? defaultKeyFilePath) },
    { name: "the dashboard config", path: globals.dashConfig && resolve(globals.dashConfig) },
    { name: "--ca-bundle", path: globals.caBundle },
  ]);
}

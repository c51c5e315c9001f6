import { stat } from "node:fs/promises";
import type { Command } from "commander";
import { resolveHome } from "@org/linuxlink-auth/files";
import type { Decision } from "../../../../decisions/decision.js";
import { readDecisionFiles } from "../../../../decisions/read-decision-files.js";
import type { NamedPath } from "../../../../files/shared-paths.js";
import type { CommandContext } from "../../../context/command-context.js";

/** The file of decisions that is used if it is in the working folder, and no other is named. */
const defaultIgnoreFile = ".vigilesignore.yaml";

/** Names that users may give the file by mistake. Without a warning, users would not notice that it is not read. */
const otherNames = [".vigilesignore.yml", ".vigilesignore", ".vigileignore.yaml", ".vigileignore.yml"];

/** Flags that name files of decisions. */
export interface DecisionFlags {
  /** Path. Default: {@link defaultIgnoreFile}, if it is there. */
  readonly ignoreFile?: string;
  /** Paths of VEX documents. */
  readonly vex?: readonly string[];
}

/**
 * Adds the flags that name files of decisions.
 *
 * @param command - shows or judges findings
 */
export function addDecisionOptions(command: Command): Command {
  return command
    .option(
      "--ignore-file <path>",
      `decisions about findings, in YAML: ignored ones never fail (default: ${defaultIgnoreFile} in this folder, if it is there)`,
    )
    .option(
      "--vex <document>",
      "decisions about findings, as CycloneDX JSON or OpenVEX (repeatable)",
      (path: string, earlier: readonly string[] = []) => [...earlier, path],
    );
}

/**
 * The decision files that the flags name: an output must not replace them.
 *
 * @param flags - of the command line
 */
export function decisionInputs({ ignoreFile, vex = [] }: DecisionFlags): NamedPath[] {
  return [ignoreFile, ...vex].map((path) => ({ name: "a file of decisions", path }));
}

/**
 * Reads the decisions of a command line, before anything is sent.
 *
 * @param context - of the command
 * @param flags - of the command line
 * @throws VigilesError `INPUT_UNREADABLE`, `INPUT_INVALID`
 */
export async function readDecisions({ io, logger }: CommandContext, flags: DecisionFlags): Promise<Decision[]> {
  const { ignoreFile, vex = [] } = flags;
  if (ignoreFile === undefined) {
    for (const name of otherNames) {
      if (await exists(name)) logger.warn(`${name} is not used: its name must be ${defaultIgnoreFile}`);
    }
  }
  const isDefaultThere = ignoreFile === undefined && (await exists(defaultIgnoreFile));
  const resolve = (path: string): string => resolveHome(path, io.env) ?? path;
  const files = {
    ignoreFile: isDefaultThere ? defaultIgnoreFile : ignoreFile && resolve(ignoreFile),
    vex: vex.map(resolve),
  };
  return readDecisionFiles(files, { ignoreFile: "--ignore-file", vex: "--vex" });
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

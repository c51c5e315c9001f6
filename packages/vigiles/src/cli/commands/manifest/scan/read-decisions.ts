import { stat } from "node:fs/promises";
import { resolveHome } from "@org/linuxlink-auth/files";
import type { Decision } from "../../../../decisions/decision.js";
import { VigilesError } from "../../../../errors.js";
import { readRegularFile } from "../../../../files/read-regular-file.js";
import { oneLine } from "../../../../util/printable.js";
import type { CommandContext } from "../../../context/command-context.js";
import { isError } from "@org/http-core/authoring";

/** The file of decisions that is used if it is in the working folder, and no other is named. */
export const defaultIgnoreFile = ".vigilesignore.yaml";

/** Flags that name files of decisions. */
export interface DecisionFlags {
  /** Path. Default: {@link defaultIgnoreFile}, if it is there. */
  readonly ignoreFile?: string;
  /** Paths of VEX documents. */
  readonly vex?: readonly string[];
}

/**
 * Reads the decisions of a command line, before anything is sent.
 *
 * @param context - of the command
 * @param flags - of the command line
 * @throws VigilesError `INPUT_UNREADABLE`, `INPUT_INVALID`
 */
export async function readDecisions({ io }: CommandContext, flags: DecisionFlags): Promise<Decision[]> {
  const { ignoreFile, vex = [] } = flags;
  const isDefaultThere =
    ignoreFile === undefined && (await stat(defaultIgnoreFile).catch(() => undefined)) !== undefined;
  const ignorePath = ignoreFile ?? (isDefaultThere ? defaultIgnoreFile : undefined);
  if (ignorePath === undefined && vex.length === 0) return [];
  // Loaded here, since most commands need neither.
  const [{ readIgnoreFile }, { readVex }] = await Promise.all([
    import("../../../../decisions/ignore-file.js"),
    import("../../../../decisions/read-vex.js"),
  ]);
  const read = async (flag: string, path: string, parse: (bytes: Buffer) => Decision[]): Promise<Decision[]> => {
    const name = `${flag} ${JSON.stringify(path)}`;
    const bytes = await readRegularFile(resolveHome(path, io.env) ?? path, name);
    try {
      return parse(bytes);
    } catch (error) {
      throw new VigilesError("INPUT_INVALID", `Cannot use ${name}: ${oneLine(isError(error) ? error.message : "")}`);
    }
  };
  const lists = [
    ...(ignorePath === undefined
      ? []
      : [await read("--ignore-file", ignorePath, (bytes) => readIgnoreFile(bytes.toString("utf8"), ignorePath))]),
    ...(await Promise.all(vex.map((path) => read("--vex", path, (bytes) => readVex(bytes, path))))),
  ];
  return lists.flat();
}

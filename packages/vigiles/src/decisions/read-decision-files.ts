import { isError } from "@org/http-core/authoring";
import { VigilesError } from "../errors.js";
import { readRegularFile } from "../files/read-regular-file.js";
import { oneLine } from "../util/printable.js";
import type { Decision } from "./decision.js";

/** Files with decisions about findings. */
export interface DecisionFiles {
  /** Path of a YAML file with a list of ignored findings. Default: none. */
  readonly ignoreFile?: string | undefined;
  /** Paths of VEX documents: CycloneDX JSON or OpenVEX. Default: none. */
  readonly vex?: readonly string[] | undefined;
}

/** What messages call the files, such as `--ignore-file` and `--vex`. */
export interface DecisionFileNames {
  /** Name of the setting that names the file of ignored findings. */
  readonly ignoreFile: string;
  /** Name of the setting that names VEX documents. */
  readonly vex: string;
}

/**
 * Reads files of decisions.
 *
 * @param files - paths
 * @param names - for messages
 * @returns the decisions of the file of ignored findings first
 * @throws VigilesError `INPUT_UNREADABLE`, `INPUT_INVALID`
 */
export async function readDecisionFiles(files: DecisionFiles, names: DecisionFileNames): Promise<Decision[]> {
  const { ignoreFile, vex = [] } = files;
  if (ignoreFile === undefined && vex.length === 0) return [];
  // Loaded here, since most commands need neither.
  const [{ readIgnoreFile }, { readVex }] = await Promise.all([import("./ignore-file.js"), import("./read-vex.js")]);
  const ignored = [ignoreFile]
    .filter((path) => path !== undefined)
    .map((path) => readFile(path, names.ignoreFile, (bytes) => readIgnoreFile(bytes.toString("utf8"), path)));
  const vexed = vex.map((path) => readFile(path, names.vex, (bytes) => readVex(bytes, path)));
  return (await Promise.all([...ignored, ...vexed])).flat();
}

type Parse = (bytes: Buffer) => Decision[];

async function readFile(path: string, setting: string, parse: Parse): Promise<Decision[]> {
  const name = `${setting} ${JSON.stringify(path)}`;
  const bytes = await readRegularFile(path, name);
  try {
    return parse(bytes);
  } catch (error) {
    throw new VigilesError("INPUT_INVALID", `Cannot use ${name}: ${oneLine(isError(error) ? error.message : "")}`);
  }
}

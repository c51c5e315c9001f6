import { lstatSync } from "node:fs";
import { join } from "node:path";
import { isRecord, omitUndefined } from "@org/http-core/authoring";
import { readSmallText, type FileProblem } from "@org/linuxlink-auth/files";
import { VigilesError } from "../errors.js";
import { problemReason } from "../files/system-error.js";
import type { Severity } from "../findings/severity.js";
import type { FormatName } from "../report/formats/index.js";
import { oneLine } from "../util/printable.js";
import { parseYaml, YamlError, type MemberPath, type YamlContent } from "../util/parse-yaml.js";
import { expandMembers, MemberError, type Members } from "./expand-members.js";
import { projectFileName, type Project, type ProjectSetting } from "./project.js";
import { findMistake } from "./validate.js";

const maxBytes = 65_536;

/** What the schema allows. */
interface Content {
  readonly "fail-on"?: string | readonly Severity[];
  readonly "fail-on-new"?: boolean;
  readonly severity?: string | readonly Severity[];
  readonly "only-fixed"?: boolean;
  readonly "ignore-file"?: string;
  readonly vex?: string | readonly string[];
  readonly baseline?: string;
  readonly ecosystems?: string | readonly string[];
  readonly "manifest-name"?: string;
  readonly "subfolder-name"?: string;
  readonly group?: string;
  readonly product?: string;
  readonly folder?: string;
  readonly outputs?: Readonly<Partial<Record<FormatName, string>>>;
}

/**
 * Reads the project file of a folder.
 *
 * @param folder - that holds it
 * @param env - environment variables
 * @returns undefined if there is none
 * @throws VigilesError `PROJECT_FILE_UNREADABLE`, `PROJECT_FILE_INVALID` with line, member and fix
 */
export function readProject(folder: string, env: Readonly<Record<string, string | undefined>>): Project | undefined {
  const path = join(folder, projectFileName);
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (stats.isSymbolicLink()) throw unreadable("it is a link, which may leave the folder; put the file itself there");
  const toError = (problem: FileProblem): VigilesError => unreadable(problemReason(problem));
  const yaml = parse(readSmallText(path, { maxBytes, toError }));
  // An empty file, or one of comments alone.
  const content = withLowerCase(yaml.value ?? {});
  const mistake = findMistake(content);
  if (mistake !== undefined) throw invalid(yaml, mistake.path, mistake.message);
  try {
    return projectOf(expandMembers(content as Members, { folder, env }) as Content, yaml);
  } catch (error) {
    throw error instanceof MemberError ? invalid(yaml, error.path, error.message) : error;
  }
}

/** Upper and lower case make no difference in severities, as on the command line. */
function withLowerCase(content: unknown): unknown {
  if (!isRecord(content)) return content;
  const lower = (value: unknown): unknown => (typeof value === "string" ? value.toLowerCase() : value);
  const names = ["fail-on", "severity"].filter((name) => Object.hasOwn(content, name));
  const values = names
    .map((name) => content[name])
    .map((value) => (Array.isArray(value) ? value.map(lower) : lower(value)));
  return { ...content, ...Object.fromEntries(names.map((name, at) => [name, values[at]])) };
}

function parse(text: string): YamlContent {
  try {
    return parseYaml(text);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const place = error.line === undefined ? "" : `, line ${error.line}`;
    throw new VigilesError("PROJECT_FILE_INVALID", `Cannot use ${projectFileName}${place}: ${oneLine(error.message)}`);
  }
}

function projectOf(content: Content, yaml: YamlContent): Project {
  const { outputs = {}, ...others } = content;
  return {
    scan: omitUndefined({
      failOn: severitiesOf(content["fail-on"]),
      failOnNew: content["fail-on-new"] || undefined,
      severity: severitiesOf(content.severity),
      onlyFixed: content["only-fixed"] || undefined,
      ignoreFile: content["ignore-file"],
      vex: listOf(content.vex),
      baseline: content.baseline,
      ...outputs,
    }),
    upload: omitUndefined({
      ecosystems: listOf(content.ecosystems),
      manifestName: content["manifest-name"],
      subfolderName: content["subfolder-name"],
    }),
    location: omitUndefined({ groupToken: content.group, productToken: content.product, folderToken: content.folder }),
    settings: [
      ...Object.entries(others).map(([name, value]) => settingOf([name], value, yaml)),
      ...Object.entries(outputs).map(([name, value]) => settingOf(["outputs", name], value, yaml)),
    ],
  };
}

function listOf<T extends string>(value: T | readonly T[] | undefined): readonly T[] | undefined {
  return typeof value === "string" ? [value] : value;
}

/** The schema allows one severity, a list, and a text of several with commas, as the flags do. */
function severitiesOf(value: string | readonly Severity[] | undefined): readonly Severity[] | undefined {
  return typeof value === "string" ? value.split(",").map((name) => name.trim() as Severity) : value;
}

function settingOf(path: readonly string[], value: unknown, yaml: YamlContent): ProjectSetting {
  const shown = typeof value === "boolean" ? value : [value].flat().join(", ");
  return { name: path.join("."), value: shown, line: yaml.lineOf(path) };
}

function unreadable(reason: string): VigilesError {
  return new VigilesError("PROJECT_FILE_UNREADABLE", `Cannot read ${projectFileName}: ${reason}`);
}

function invalid(yaml: YamlContent, path: MemberPath, message: string): VigilesError {
  const text = `Cannot use ${projectFileName}, line ${yaml.lineOf(path)}: ${nameOf(path)} ${message}`;
  return new VigilesError("PROJECT_FILE_INVALID", text);
}

/** For messages: `"outputs.sarif"`, or `item 2 of "vex"`. */
function nameOf(path: MemberPath): string {
  if (path.length === 0) return "the file";
  const names = path.filter((part) => typeof part === "string").join(".");
  const position = path.at(-1);
  const name = oneLine(JSON.stringify(names));
  return typeof position === "number" ? `item ${position + 1} of ${name}` : name;
}

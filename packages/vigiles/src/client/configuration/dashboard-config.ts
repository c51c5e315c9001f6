import { isRecord } from "@org/http-core/authoring";
import { pythonStrip, readSmallText, type FileProblem } from "@org/linuxlink-auth/files";
import { VigilesError } from "../../errors.js";
import { problemReason } from "../../files/system-error.js";

/** The default location of SBOMs, as the web dashboard offers it for download. `group`, `product` or both are set. */
export interface DashboardConfig {
  /** Token of the group. */
  readonly group?: string;
  /** Token of the product. */
  readonly product?: string;
  /** Token of the folder in the group or product. */
  readonly folder?: string;
}

const maxBytes = 65_536;

const names = ["group", "product", "folder"] as const;

/**
 * Reads a dashboard config: a JSON object with `group` or `product`, and optionally `folder`. Whitespace around values
 * is removed, a byte order mark is accepted, and a blank folder is ignored.
 *
 * @param path - of the file, at most 64 KB of UTF-8
 * @throws VigilesError `CONFIG_UNREADABLE`, `CONFIG_INVALID`; the message names file and field, never the content
 */
export async function readDashboardConfig(path: string): Promise<DashboardConfig> {
  const toError = (problem: FileProblem): VigilesError => unreadable(path, problem);
  const members = parseObject(readSmallText(path, { maxBytes, toError }), path);
  const config: { group?: string; product?: string; folder?: string } = {};
  for (const name of names) {
    const value = members.get(name);
    if (value === undefined) continue;
    if (typeof value !== "string") throw invalid(path, `"${name}" must be text, not ${kindOf(value)}`);
    const trimmed = pythonStrip(value);
    if (trimmed !== "") config[name] = trimmed;
    else if (name !== "folder") throw invalid(path, `"${name}" is empty; remove it or fill it in`);
  }
  if (!Object.hasOwn(config, "group") && !Object.hasOwn(config, "product")) {
    throw invalid(path, 'it needs "group" or "product"; download it again from the dashboard');
  }
  return config;
}

/** A map, so that a member named `__proto__` is only a name. */
function parseObject(text: string, path: string): ReadonlyMap<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(path, "it is not JSON");
  }
  if (!isRecord(value)) throw invalid(path, `a JSON object is needed, not ${kindOf(value)}`);
  return new Map(Object.entries(value));
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `a ${typeof value}`.replace("a object", "an object");
}

function unreadable(path: string, problem: FileProblem): VigilesError {
  const message = `Cannot read the dashboard config ${JSON.stringify(path)}: ${problemReason(problem)}`;
  return new VigilesError("CONFIG_UNREADABLE", message);
}

function invalid(path: string, why: string): VigilesError {
  return new VigilesError("CONFIG_INVALID", `Dashboard config ${JSON.stringify(path)}: ${why}`);
}

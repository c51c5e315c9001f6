import { pythonStrip, readSmallText, type FileProblem } from "@org/linuxlink-auth/files";
import { VigilesError } from "../../errors.js";
import { problemReason } from "../../files/system-error.js";

/** Where SBOMs go by default, as the web dashboard hands it out. At least one of `group` and `product` is there. */
export interface DashboardConfig {
  readonly group?: string;
  readonly product?: string;
  readonly folder?: string;
}

const maxConfigBytes = 65_536;

const names = ["group", "product", "folder"] as const;

/**
 * Reads a dashboard config: a JSON object with `group` or `product`, and perhaps `folder`. Values are trimmed, a byte
 * order mark is accepted, and a blank folder counts as none.
 *
 * @param path - of the file
 * @throws VigilesError `CONFIG_UNREADABLE` or `CONFIG_INVALID`; the message names file and field, never the content
 */
export async function readDashboardConfig(path: string): Promise<DashboardConfig> {
  const toError = (problem: FileProblem): VigilesError => unreadable(path, problem);
  const members = objectIn(readSmallText(path, { maxBytes: maxConfigBytes, toError }), path);
  const config: { group?: string; product?: string; folder?: string } = {};
  for (const name of names) {
    const value = members.get(name);
    if (value === undefined) continue;
    if (typeof value !== "string") throw invalid(path, `"${name}" must be text, not ${kindOf(value)}`);
    const trimmed = pythonStrip(value);
    if (trimmed !== "") config[name] = trimmed;
    else if (name !== "folder") throw invalid(path, `"${name}" is empty; remove it or fill it in`);
  }
  if (config.group === undefined && config.product === undefined) {
    throw invalid(path, 'it needs "group" or "product"; download it again from the dashboard');
  }
  return config;
}

function objectIn(text: string, path: string): Map<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(path, "it is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid(path, `a JSON object is needed, not ${kindOf(value)}`);
  }
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

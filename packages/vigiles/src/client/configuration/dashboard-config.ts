import { VigilesError } from "../../errors.js";
import { readSmallText } from "../../files/read-small-text.js";
import { strip } from "../../config/strip.js";

/** Where SBOMs go by default, as the web dashboard hands it out. At least one of `group` and `product` is there. */
export interface DashboardConfig {
  readonly group?: string;
  readonly product?: string;
  readonly folder?: string;
}

const names = ["group", "product", "folder"] as const;

/**
 * Reads a dashboard config: a JSON object with `group` or `product`, and perhaps `folder`. Values are trimmed, a byte
 * order mark is accepted, and a blank folder counts as none.
 *
 * @param path - of the file
 * @throws VigilesError `CONFIG_UNREADABLE` or `CONFIG_INVALID`; the message names file and field, never the content
 */
export async function readDashboardConfig(path: string): Promise<DashboardConfig> {
  const members = objectIn(await readSmallText(path, "dashboard config", "CONFIG_UNREADABLE"), path);
  const config: { group?: string; product?: string; folder?: string } = {};
  for (const name of names) {
    const value = members.get(name);
    if (value === undefined) continue;
    if (typeof value !== "string") throw invalid(path, `"${name}" must be text, not ${kindOf(value)}`);
    const trimmed = strip(value);
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

function invalid(path: string, why: string): VigilesError {
  return new VigilesError("CONFIG_INVALID", `Dashboard config ${JSON.stringify(path)}: ${why}`);
}

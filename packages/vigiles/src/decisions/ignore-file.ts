import { isRecord } from "@org/http-core/authoring";
import { parseYaml, YamlError } from "../util/parse-yaml.js";
import type { Decision } from "./decision.js";
import { isRange } from "./version-range.js";

const names = ["id", "package", "version", "reason", "expires"];

/** Why a file of decisions can't be used. The message follows the name of the file. */
export class DecisionFileError extends Error {}

/**
 * Reads a file such as `.vigilesignore.yaml`: `ignore`, a list of entries with `id` and `reason`, and optionally `package`,
 * `version` (a range) and `expires` (a day).
 *
 * @param text - YAML
 * @param source - path of the file
 * @throws DecisionFileError for anything else, so that a misspelled entry is noticed
 */
export function readIgnoreFile(text: string, source: string): Decision[] {
  const content = parse(text);
  const entries = isRecord(content) ? content["ignore"] : undefined;
  const others = isRecord(content) ? Object.keys(content).filter((name) => name !== "ignore") : [];
  if (!Array.isArray(entries) || others.length > 0) {
    throw new DecisionFileError(`it must have one member, "ignore", with a list of entries`);
  }
  return entries.map((entry: unknown, at) => decisionOf(entry, at + 1, source));
}

function parse(text: string): unknown {
  try {
    return parseYaml(text).value;
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const place = error.line === undefined ? "" : ` (line ${error.line})`;
    throw new DecisionFileError(`it is not YAML: ${error.message}${place}`);
  }
}

function decisionOf(entry: unknown, position: number, source: string): Decision {
  const place = `entry ${position}`;
  if (!isRecord(entry)) throw new DecisionFileError(`${place} must have "id" and "reason"`);
  const unknown = Object.keys(entry).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new DecisionFileError(`${place} has ${JSON.stringify(unknown)}, which is none of ${names.join(", ")}`);
  }
  const member = (name: string): string | undefined => textMember(entry[name], `"${name}" of ${place}`);
  const [id, reason, version, expires] = [member("id"), member("reason"), member("version"), member("expires")];
  if (id === undefined || reason === undefined) throw new DecisionFileError(`${place} needs "id" and "reason"`);
  if (version !== undefined && !isRange(version)) {
    throw new DecisionFileError(`"version" of ${place} must be a version or a range such as ">=1.0 <1.2"`);
  }
  if (expires !== undefined && !isDay(expires)) {
    throw new DecisionFileError(`"expires" of ${place} must be a day such as 2026-12-31`);
  }
  return { id, package: member("package"), version, status: `Ignored: ${reason}`, expires, entry: position, source };
}

/** YAML reads a version such as `1.0` as a number, and loses the zero: it has to be quoted. */
function textMember(value: unknown, name: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && value.trim() !== "") return value.trim();
  throw new DecisionFileError(`${name} must be text that is not empty; put it in quotes`);
}

function isDay(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

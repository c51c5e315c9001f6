import { isRecord, nearestName } from "@org/http-core/authoring";
import { parseYaml, YamlError } from "../util/parse-yaml.js";
import type { Decision } from "./decision.js";
import { isRange } from "./version-range.js";

const names = ["id", "package", "version", "reason", "expires"];
const sample = "ignore: [{ id: CVE-2014-0160, reason: the extension is switched off }]";

/** Names of other tools, which are not near enough to be suggested. */
const otherNames: Readonly<Record<string, string>> = {
  expired_at: "expires",
  expiredAt: "expires",
  until: "expires",
  vulnerability: "id",
  cve: "id",
  statement: "reason",
  comment: "reason",
  purl: "package",
};

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
    throw new DecisionFileError(`it must have one member, "ignore", with a list of entries, such as ${sample}`);
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
    const own = Object.hasOwn(otherNames, unknown) ? otherNames[unknown] : nearestName(unknown, names);
    const fix = own === undefined ? "" : `; write ${own}`;
    throw new DecisionFileError(`${place} has ${JSON.stringify(unknown)}, which is none of ${names.join(", ")}${fix}`);
  }
  const member = (name: string): string | undefined => textMember(entry[name], `"${name}" of ${place}`);
  const [id, reason, version] = [member("id"), member("reason"), member("version")];
  const expires = readDay(entry, place);
  if (id === undefined || reason === undefined) throw new DecisionFileError(`${place} needs "id" and "reason"`);
  const spelling = databaseSpelling(id);
  if (spelling !== id)
    throw new DecisionFileError(`"id" of ${place} matches no finding as it is written; write ${spelling}`);
  if (version !== undefined && !isRange(version)) {
    throw new DecisionFileError(`"version" of ${place} must be a version or a range such as ">=1.0 <1.2"`);
  }
  return { id, package: member("package"), version, status: `Ignored: ${reason}`, expires, entry: position, source };
}

/** YAML reads a version such as `1.0` as a number, and loses the zero: it has to be quoted. */
function textMember(value: unknown, name: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && value.trim() !== "") return value.trim();
  throw new DecisionFileError(`${name} must be text that is not empty; put it in quotes`);
}

/** YAML reads `20261231` as a number, and a member without a value as null. */
function readDay({ expires }: Readonly<Record<string, unknown>>, place: string): string | undefined {
  if (expires === undefined) return undefined;
  const name = `"expires" of ${place}`;
  if (expires === null || expires === "") {
    throw new DecisionFileError(`${name} is empty; write a day such as 2026-12-31, or remove it`);
  }
  const text = typeof expires === "string" ? expires.trim() : JSON.stringify(expires);
  if (typeof expires === "string" && isDay(text)) return text;
  const [, year, month, day] = /^(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)(?:T.*)?$/.exec(text) ?? [];
  const meant = `${year}-${month}-${day}`;
  throw new DecisionFileError(`${name} must be a day such as 2026-12-31${isDay(meant) ? `; write ${meant}` : ""}`);
}

/** Databases write their names in upper case, and CVE ids have no other letters. */
function databaseSpelling(id: string): string {
  if (/^cve-/i.test(id)) return id.toUpperCase();
  return id.replace(/^(?:ghsa|dsa|dla|dtsa|go|pysec|rustsec|osv)-/i, (prefix) => prefix.toUpperCase());
}

function isDay(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

import type { Logger } from "@org/http-core";
import { isRecord } from "@org/http-core/authoring";
import type { Finding } from "../../findings/finding.js";
import { readScan } from "../../findings/scan-findings.js";
import type { ScanResult } from "../../findings/scan-result.js";

type Json = Readonly<Record<string, unknown>>;

/** A member of a finding. */
export type FindingField = keyof Finding;

/** The members of a finding that `--fields` can name, in the order of the table. */
const findingFields: readonly FindingField[] = [
  "package",
  "version",
  "id",
  "cvss",
  "severity",
  "fixedBy",
  "status",
  "advisory",
  "description",
  "references",
];

/** True for the result of a scan that has findings. */
export function isScan(value: unknown): value is ScanResult {
  return isRecord(value) && "cves" in value && "manifest_token" in value;
}

/**
 * Picks members of a result: of each item of a list, or of an object. Of a scan, members of its findings can be picked as
 * well; they become the list `findings`.
 *
 * @param result - JSON
 * @param fields - names of members, in the wanted order
 * @param logger - is warned of names that are not there
 * @param findings - of a scan. Default: all of its findings
 */
export function pickFields(
  result: unknown,
  fields: readonly string[],
  logger: Logger,
  findings?: readonly Finding[],
): unknown {
  if (isScan(result)) return pickOfScan(result, fields, logger, findings ?? readScan(result).findings);
  const items = (Array.isArray(result) ? result : [result]).filter(isRecord);
  warnOfMissing(fields, namesOf(items), logger);
  if (Array.isArray(result)) return result.map((item: unknown) => (isRecord(item) ? pick(item, fields) : item));
  return isRecord(result) ? pick(result, fields) : result;
}

/** Selects the names that are members of findings. */
export function findingFieldsOf(fields: readonly string[]): FindingField[] {
  return fields.flatMap((name) => findingFields.filter((known) => known === name));
}

function pickOfScan(scan: ScanResult, fields: readonly string[], logger: Logger, findings: readonly Finding[]): Json {
  const ofFindings = findingFieldsOf(fields);
  warnOfMissing(fields, new Set([...Object.keys(scan), ...findingFields]), logger);
  const facts = pick(scan, fields);
  if (ofFindings.length === 0) return facts;
  return { ...facts, findings: findings.map((finding) => pick({ ...finding }, ofFindings)) };
}

function pick(item: Json, fields: readonly string[]): Json {
  return Object.fromEntries(fields.filter((name) => Object.hasOwn(item, name)).map((name) => [name, item[name]]));
}

function namesOf(items: readonly Json[]): ReadonlySet<string> {
  return new Set(items.flatMap((item) => Object.keys(item)));
}

function warnOfMissing(fields: readonly string[], known: ReadonlySet<string>, logger: Logger): void {
  const missing = fields.filter((name) => !known.has(name));
  if (missing.length === 0 || known.size === 0) return;
  logger.warn(`--fields has unknown names: ${missing.join(", ")}; known are ${[...known].join(", ")}`);
}

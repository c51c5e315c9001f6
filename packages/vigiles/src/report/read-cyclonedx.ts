import { isRecord, parseJson } from "@org/http-core/authoring";
import { VigilesError } from "../errors.js";
import { distinctFindings } from "../findings/distinct-findings.js";
import { byRating, readFinding, type Finding } from "../findings/finding.js";
import { textOf } from "../findings/text-of.js";
import { componentsOf, findComponent, type Component, type Components } from "./cyclonedx-components.js";
import type { Report } from "./report.js";

type Json = Readonly<Record<string, unknown>>;

/** Where a document's findings belong. */
interface Place {
  readonly components: Components;
  /** The product that the document describes; a vulnerability that names no component belongs to it. */
  readonly subject: Component;
}

/**
 * Reads a report from CycloneDX JSON. A vulnerability that affects several components gives a finding for each.
 *
 * @param bytes - a report of format `cyclonedx-sbom-vex` or `cyclonedx-vex`
 * @param title - title of the report if the document has none
 * @throws VigilesError `RESPONSE_INVALID`
 */
export function readCycloneDx(bytes: Uint8Array, title: string): Report {
  const bom = parseBom(bytes);
  const metadata = recordOf(bom["metadata"]);
  const { name, version } = recordOf(metadata["component"]);
  const subject = { name: textOf(name) || title, version: textOf(version) };
  const place = { components: componentsOf(bom), subject };
  const read = listOf(bom["vulnerabilities"]).flatMap((one) => readVulnerability(one, place));
  const findings = read.filter((finding) => finding !== undefined).toSorted(byRating);
  if (read.length > 0 && findings.length === 0) throw invalid("vulnerabilities that can be read");
  return {
    title: subject.name,
    date: textOf(metadata["timestamp"]),
    findings: distinctFindings(findings),
    unreadable: read.length - findings.length,
  };
}

function parseBom(bytes: Uint8Array): Json {
  const bom = recordOf(parseJson(bytes));
  if (bom["bomFormat"] === "CycloneDX") return bom;
  throw invalid("a CycloneDX document of at most 2 million values");
}

function invalid(expected: string): VigilesError {
  return new VigilesError("RESPONSE_INVALID", `Expected ${expected} from the server, received something else`);
}

function readVulnerability(vulnerability: unknown, { components, subject }: Place): (Finding | undefined)[] {
  const affects = listOf(recordOf(vulnerability)["affects"] ?? undefined);
  const read = (affected: Json, component: Component): Finding | undefined => {
    const { name: packageName, version: known } = component;
    const { version, isAffected } = affectedVersion(affected["versions"], known);
    const finding = readFinding(vulnerability, { package: packageName, version, unstated: "in_triage" });
    return finding === undefined || isAffected ? finding : { ...finding, status: "not_affected" };
  };
  if (affects.length === 0) return [read({}, subject)];
  return affects.map((one) => read(recordOf(one), findComponent(refOf(one), components)));
}

/** `affects` has references in records. Some writers use text alone. */
function refOf(affected: unknown): string {
  return textOf(isRecord(affected) ? affected["ref"] : affected);
}

/**
 * Chooses the version of a finding: the component's, otherwise the version or range that `affects` names. A component is not
 * affected if that is said of its version, or of every version. Whether a version is in a range is not decided here.
 */
function affectedVersion(versions: unknown, known: string): { version: string; isAffected: boolean } {
  const entries = listOf(versions ?? undefined).map(recordOf);
  const isUnaffected = ({ status }: Json): boolean => status === "unaffected";
  const affected = entries.filter((entry) => !isUnaffected(entry));
  const own = entries.find((entry) => known !== "" && textOf(entry["version"]) === known);
  const named = affected.map((entry) => textOf(entry["version"]) || textOf(entry["range"])).filter(Boolean);
  const isAffected = own === undefined ? entries.length === 0 || affected.length > 0 : !isUnaffected(own);
  return { version: known || named.join(", "), isAffected };
}

/** A value that is not a list is treated as a list with this value, so that it is reported as unreadable. */
function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function recordOf(value: unknown): Json {
  return isRecord(value) ? value : {};
}

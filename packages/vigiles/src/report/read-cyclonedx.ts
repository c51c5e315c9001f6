import type { Finding } from "../findings/finding.js";
import { severityOf } from "../findings/severity.js";
import { VigilesError } from "../errors.js";
import type { Report } from "./report.js";

interface Component {
  readonly name: string;
  readonly version: string;
}

/**
 * Reads a report in CycloneDX JSON: its components and its vulnerabilities, each for every component it affects.
 *
 * @param bytes - as downloaded, of format `cyclonedx-sbom-vex`
 * @param title - where the document has none
 * @throws VigilesError `RESPONSE_INVALID`
 */
export function reportOfBom(bytes: Uint8Array, title: string): Report {
  const bom = bomIn(bytes);
  const components = new Map(records(bom["components"]).map((one) => [textOf(one["bom-ref"]), componentOf(one)]));
  const metadata = recordOf(bom["metadata"]);
  const findings = records(bom["vulnerabilities"]).flatMap((one) => findingsOf(one, components));
  return {
    title: textOf(recordOf(metadata["component"])["name"]) || title,
    date: textOf(metadata["timestamp"]),
    findings: findings.toSorted((one, other) => (other.cvss ?? -1) - (one.cvss ?? -1) || (one.id < other.id ? -1 : 1)),
  };
}

function bomIn(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    value = undefined;
  }
  if (recordOf(value)["bomFormat"] === "CycloneDX") return recordOf(value);
  throw new VigilesError("RESPONSE_INVALID", "The report is not the CycloneDX document that was asked for");
}

function findingsOf(vulnerability: Record<string, unknown>, components: ReadonlyMap<string, Component>): Finding[] {
  const id = textOf(vulnerability["id"]);
  const cvss = scoreOf(vulnerability);
  const status = textOf(recordOf(vulnerability["analysis"])["state"]) || "in_triage";
  return records(vulnerability["affects"]).map((affected) => {
    const ref = textOf(affected["ref"]);
    const { name, version } = components.get(ref) ?? { name: ref, version: "" };
    return { id, package: name, version, cvss, severity: severityOf(cvss), status };
  });
}

/** Of several ratings the worst counts. */
function scoreOf(vulnerability: Record<string, unknown>): number | undefined {
  const scores = records(vulnerability["ratings"]).map(({ score }) => score);
  const known = scores.filter((score): score is number => typeof score === "number" && Number.isFinite(score));
  return known.length === 0 ? undefined : Math.max(...known);
}

function componentOf({ name, version }: Record<string, unknown>): Component {
  return { name: textOf(name), version: textOf(version) };
}

function records(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

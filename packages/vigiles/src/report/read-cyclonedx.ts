import { isRecord, parseJson } from "@org/http-core/authoring";
import { VigilesError } from "../errors.js";
import { distinctFindings } from "../findings/distinct-findings.js";
import { byScore, type Finding } from "../findings/finding.js";
import { severityOf } from "../findings/severity.js";
import type { Report } from "./report.js";

type Json = Readonly<Record<string, unknown>>;

interface Component {
  readonly name: string;
  readonly version: string;
}

/**
 * Reads a report from CycloneDX JSON. A vulnerability that affects several components gives a finding for each.
 *
 * @param bytes - a report of format `cyclonedx-sbom-vex`
 * @param title - title of the report if the document has none
 * @throws VigilesError `RESPONSE_INVALID`
 */
export function readCycloneDx(bytes: Uint8Array, title: string): Report {
  const bom = parseBom(bytes);
  const components = new Map(records(bom["components"]).map((one) => [textOf(one["bom-ref"]), componentOf(one)]));
  const metadata = recordOf(bom["metadata"]);
  const findings = records(bom["vulnerabilities"]).flatMap((one) => findingsOf(one, components));
  return {
    title: textOf(recordOf(metadata["component"])["name"]) || title,
    date: textOf(metadata["timestamp"]),
    findings: distinctFindings(findings).toSorted(byScore),
  };
}

function parseBom(bytes: Uint8Array): Json {
  const bom = recordOf(parseJson(bytes));
  if (bom["bomFormat"] === "CycloneDX") return bom;
  const message = "Expected a CycloneDX document of at most 2 million values from the server, received something else";
  throw new VigilesError("RESPONSE_INVALID", message);
}

function findingsOf(vulnerability: Json, components: ReadonlyMap<string, Component>): Finding[] {
  const id = textOf(vulnerability["id"]);
  const cvss = highestScore(vulnerability);
  const status = textOf(recordOf(vulnerability["analysis"])["state"]) || "in_triage";
  return records(vulnerability["affects"]).map((affected) => {
    const ref = textOf(affected["ref"]);
    const { name, version } = components.get(ref) ?? { name: ref, version: "" };
    return { id, package: name, version, cvss, severity: severityOf(cvss), status };
  });
}

function highestScore(vulnerability: Json): number | undefined {
  const scores = records(vulnerability["ratings"]).map(({ score }) => score);
  const known = scores.filter((score): score is number => typeof score === "number" && Number.isFinite(score));
  return known.length === 0 ? undefined : known.reduce((highest, score) => Math.max(highest, score));
}

function componentOf({ name, version }: Json): Component {
  return { name: textOf(name), version: textOf(version) };
}

function records(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}

function recordOf(value: unknown): Json {
  return isRecord(value) ? value : {};
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

import { createFileResponse } from "../http/file-response.js";
import type { Params } from "../http/params.js";
import type { VigilesRequest, Route } from "../http/route.js";
import { exportReport } from "../operations/export-report.js";
import { cveEntry } from "../responses/cve-entry.js";
import { filterFindings } from "../scanner/finding.js";
import type { Finding } from "../scanner/finding.js";
import { findManifest, findReport } from "../store/find.js";
import type { Report } from "../store/state.js";

/** The operations that compare reports and download them. */
export const reportRoutes: readonly Route[] = [
  { method: "GET", path: "/vigiles/reports/compare", handle: compare },
  { method: "GET", path: "/vigiles/reports/:token", handle: download },
];

async function download({ params, state, segment }: VigilesRequest): Promise<Response> {
  const report = findReport(state, segment("token"));
  const manifest = findManifest(state, report.manifest);
  const file = await exportReport(manifest, report, {
    format: params.required("format"),
    syntax: params.text("sbom_format"),
    version: params.text("sbom_version"),
    filtered: params.flag("filtered"),
  });
  return createFileResponse(file, `${manifest.name}-report`);
}

/** Lists the findings that only the first report has, and those that only the second has. Fixed findings are left out. */
function compare({ params, state }: VigilesRequest): object {
  const [one, two] = [findReport(state, params.required("token_one")), findReport(state, params.required("token_two"))];
  const [before, after] = [selectFindings(one, params), selectFindings(two, params)];
  return { resolved: subtract(before, after).map(toEntry), new: subtract(after, before).map(toEntry) };
}

function selectFindings({ findings }: Report, params: Params): readonly Finding[] {
  return filterFindings(findings, params.flag("filtered")).filter(
    ({ status, decision }) =>
      status !== "Fixed" &&
      !(params.flag("remove_whitelist") && status === "Whitelisted") &&
      !(params.flag("remove_not_affected") && decision?.status === "not_affected"),
  );
}

function subtract(findings: readonly Finding[], others: readonly Finding[]): readonly Finding[] {
  const keys = new Set(others.map(keyOf));
  return findings.filter((finding) => !keys.has(keyOf(finding)));
}

function keyOf({ package: name, vulnerability }: Finding): string {
  return `${name} ${vulnerability.id}`;
}

function toEntry(finding: Finding): object {
  return { product: finding.package, ...cveEntry(finding) };
}

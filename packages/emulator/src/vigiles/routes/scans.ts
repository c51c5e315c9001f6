import { ApiError } from "../errors.js";
import type { VigilesRequest, Route } from "../http/route.js";
import { startJob } from "../operations/jobs.js";
import { exportedManifest } from "../responses/exported-manifest.js";
import { manifestSummary, locationOf } from "../responses/manifest-summary.js";
import { scanResult } from "../responses/scan-result.js";
import { findManifest } from "../store/find.js";
import { addReport, reportsOf } from "../store/reports.js";
import { formatTimestamp } from "../timestamps.js";

/** The operations that scan an SBOM again and list its reports. */
export const scanRoutes: readonly Route[] = [
  { method: "POST", path: "/vigiles/manifests/:token/reports", handle: rescan },
  { method: "GET", path: "/vigiles/manifests/:token/reports", handle: listReports },
  { method: "GET", path: "/vigiles/manifests/:token/reports/latest", handle: latestReport },
];

function rescan({ params, state, segment }: VigilesRequest): object {
  const manifest = findManifest(state, segment("token"));
  const report = addReport(state, manifest);
  if (params.flag("async")) return startJob(state, manifest);
  const result = scanResult(manifest, report, { filtered: params.flag("filtered"), fields: params.list("with_field") });
  if (!params.flag("rescan_only")) return { ...result, ...exportedManifest(manifest) };
  const { date, report_path } = result;
  return { ...locationOf(manifest), date, report_path };
}

function listReports({ state, segment }: VigilesRequest): object {
  const manifest = findManifest(state, segment("token"));
  const reports = reportsOf(state, manifest.token).map(({ token, createdMs }) => ({
    created_date: formatTimestamp(createdMs),
    report_token: token,
    manifest_token: manifest.token,
    manifest_version: manifest.version,
  }));
  return { ...manifestSummary(manifest), reports };
}

function latestReport({ params, state, segment }: VigilesRequest): object {
  const manifest = findManifest(state, segment("token"));
  const report = reportsOf(state, manifest.token).at(-1);
  if (report === undefined) throw new ApiError(404, `The manifest ${manifest.token} has no report`);
  return scanResult(manifest, report, { filtered: params.flag("filtered"), fields: params.list("with_field") });
}

import { gzipSync } from "node:zlib";
import { findRequestedFolder, findRequestedGroup } from "../http/request-location.js";
import type { VigilesRequest, Route } from "../http/route.js";
import { exportReport } from "../operations/export-report.js";
import { startJob } from "../operations/jobs.js";
import { exportedManifest } from "../responses/exported-manifest.js";
import { locationOf } from "../responses/manifest-summary.js";
import { scanResult } from "../responses/scan-result.js";
import { findPrivateWorkspace } from "../store/find.js";
import { ensureFolder } from "../store/folders.js";
import { addManifest } from "../store/manifests.js";
import { addReport } from "../store/reports.js";
import type { Folder, Group, Manifest, Report } from "../store/state.js";

/** The operation that uploads an SBOM, and scans it unless `upload_only` is set. */
export const uploadRoutes: readonly Route[] = [{ method: "POST", path: "/vigiles/manifests", handle: upload }];

async function upload(request: VigilesRequest): Promise<object> {
  const { params, state } = request;
  const manifest = store(request);
  const report = params.flag("upload_only") ? undefined : addReport(state, manifest);
  if (params.flag("async")) return startJob(state, manifest);
  if (report === undefined) return locationOf(manifest);
  const options = { filtered: params.flag("filter_results"), fields: params.list("with_field") };
  return {
    ...scanResult(manifest, report, options),
    ...exportedManifest(manifest),
    ...(await exportedReport(request, manifest, report)),
  };
}

function store(request: VigilesRequest): Manifest {
  const { params, state } = request;
  const { group, folder } = targetOf(request);
  return addManifest(state, {
    text: params.required("manifest"),
    group: group.token,
    folder: folder?.token,
    name: params.text("manifest_name"),
    kernelConfig: params.text("kernel_config"),
    ubootConfig: params.text("uboot_config"),
    ecosystems: params.text("ecosystems")?.split(",") ?? [],
    subscribe: params.text("subscribe"),
  });
}

/**
 * Finds the group and the folder of an upload. Without a group, it is the Private Workspace, and the folder is ignored.
 * If a folder is in another group, that group is used.
 */
function targetOf(request: VigilesRequest): { group: Group; folder: Folder | undefined } {
  const { params, state, user } = request;
  const requested = findRequestedGroup(request);
  if (requested === undefined) return { group: findPrivateWorkspace(state, user.email), folder: undefined };
  const folder = findRequestedFolder(request);
  const group = (folder && state.groups.get(folder.group)) ?? requested;
  const subfolder = params.text("subfolder_name");
  return { group, folder: subfolder === undefined ? folder : ensureFolder(state, subfolder, group, folder) };
}

async function exportedReport({ params }: VigilesRequest, manifest: Manifest, report: Report): Promise<object> {
  const format = params.text("export_format");
  if (format === undefined) return {};
  const file = await exportReport(manifest, report, {
    format,
    syntax: params.text("cyclonedx_format"),
    version: params.text("cyclonedx_version"),
    filtered: params.flag("filter_results"),
  });
  return { exported_report: gzipSync(file.bytes).toString("base64") };
}

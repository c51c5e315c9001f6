import { gzipSync } from "node:zlib";
import { convertManifest } from "../export/convert-sbom.js";
import { placeOf } from "../responses/manifest-summary.js";
import { scanResult } from "../responses/scan-result.js";
import type { Call, Route } from "../http/route.js";
import { ensureFolder } from "../store/folders.js";
import { startJob } from "../operations/jobs.js";
import { addManifest } from "../store/manifests.js";
import { namedFolder, namedGroup } from "../http/request-location.js";
import { privateWorkspace } from "../store/find.js";
import { exportReport } from "../operations/export-report.js";
import { addReport } from "../store/reports.js";
import type { Folder, Group, Manifest, Report } from "../store/state.js";

/** Uploading an SBOM, which is scanned at once unless the caller says otherwise. */
export const uploadRoutes: readonly Route[] = [{ method: "POST", path: "/vigiles/manifests", handle: upload }];

async function upload(call: Call): Promise<object> {
  const { params, state } = call;
  const manifest = store(call);
  const report = params.flag("upload_only") ? undefined : addReport(state, manifest);
  if (params.flag("async")) return startJob(state, manifest);
  if (report === undefined) return placeOf(manifest);
  const options = { filtered: params.flag("filter_results"), fields: params.list("with_field") };
  return { ...scanResult(manifest, report, options), ...(await exported(call, manifest, report)) };
}

function store(call: Call): Manifest {
  const { params, state } = call;
  const { group, folder } = targetOf(call);
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

/** Without a group, folders are ignored and the Private Workspace is the place. A folder decides which group it is. */
function targetOf(call: Call): { group: Group; folder: Folder | undefined } {
  const { params, state, user } = call;
  const named = namedGroup(call);
  if (named === undefined) return { group: privateWorkspace(state, user.email), folder: undefined };
  const folder = namedFolder(call);
  const group = (folder && state.groups.get(folder.group)) ?? named;
  const subfolder = params.text("subfolder_name");
  return { group, folder: subfolder === undefined ? folder : ensureFolder(state, subfolder, group, folder) };
}

async function exported({ params }: Call, manifest: Manifest, report: Report): Promise<object> {
  const spdx = await convertManifest(manifest.sbom, { format: "spdx", syntax: "tag", version: "2.3" });
  const format = params.text("export_format");
  const answer = { exported_manifest: Buffer.from(spdx.bytes).toString("utf8") };
  if (format === undefined) return answer;
  const file = await exportReport(manifest, report, {
    format,
    syntax: params.text("cyclonedx_format"),
    version: params.text("cyclonedx_version"),
    filtered: params.flag("filter_results"),
  });
  return { ...answer, exported_report: gzipSync(file.bytes).toString("base64") };
}

import { ApiError } from "../errors.js";
import { convertSbom } from "../export/convert-sbom.js";
import { createFileResponse } from "../http/file-response.js";
import { findRequestedFolder, findRequestedGroup } from "../http/request-location.js";
import type { VigilesRequest, Route } from "../http/route.js";
import { manifestSummary } from "../responses/manifest-summary.js";
import { logActivity } from "../store/activity-log.js";
import { findFolder, findGroup, findManifest, isVisible } from "../store/find.js";
import { addManifest, removeManifest } from "../store/manifests.js";
import { reportsOf } from "../store/reports.js";
import type { CustomScore, Manifest, VigilesState } from "../store/state.js";

/** The operations on uploaded SBOMs, and on their custom scores. */
export const manifestRoutes: readonly Route[] = [
  { method: "GET", path: "/vigiles/manifests", handle: list },
  { method: "POST", path: "/vigiles/manifests/bulk-options/move", handle: move },
  { method: "GET", path: "/vigiles/manifests/:token", handle: read },
  { method: "DELETE", path: "/vigiles/manifests/:token", handle: remove },
  { method: "POST", path: "/vigiles/manifests/:token/custom_scores", handle: setScore },
];

function list(request: VigilesRequest): object[] {
  const { state, user } = request;
  const folder = findRequestedFolder(request);
  const group = folder === undefined ? findRequestedGroup(request) : undefined;
  return [...state.manifests.values()]
    .filter((one) => isVisible(findGroup(state, one.group), user.email))
    .filter((one) => folder === undefined || one.folder === folder.token)
    .filter((one) => group === undefined || one.group === group.token)
    .map(manifestSummary);
}

function read({ params, state, segment }: VigilesRequest): object {
  const manifest = findManifest(state, segment("token"));
  const [format, syntax, version] = ["sbom_format", "file_format", "sbom_version"].map((name) => params.text(name));
  const file = convertSbom(manifest.sbom, {
    ...(format && { format }),
    ...(syntax && { syntax }),
    ...(version && { version }),
  });
  if (params.flag("send_file")) return createFileResponse(file, manifest.name);
  return { ...manifestSummary(manifest), manifest_data: Buffer.from(file.bytes).toString("utf8") };
}

function remove({ params, state, segment }: VigilesRequest): object {
  const manifest = findManifest(state, segment("token"));
  if (!params.flag("confirmed")) {
    return { success: false, message: "A deletion cannot be undone: confirm it with confirmed=True" };
  }
  removeManifest(state, manifest.token);
  return { success: true, message: `Deleted ${manifest.name}` };
}

/** Moves or copies SBOMs, with all their reports or with the latest one only. */
function move({ params, state }: VigilesRequest): object {
  const manifests = params.list("sbom_tokens").map((token) => findManifest(state, token));
  const target = moveTarget(state, params.text("target_group_token"), params.text("target_folder_token"));
  const transfer = params.flag("copy") ? copyTo : moveTo;
  const transferred = manifests.map((manifest) => transfer(state, manifest, target, params.flag("include_history")));
  return { success: true, manifests: transferred.map(manifestSummary) };
}

interface Target {
  readonly group: string;
  readonly folder: string | undefined;
}

function moveTarget(state: VigilesState, group: string | undefined, folder: string | undefined): Target {
  if (folder !== undefined) return { group: findFolder(state, folder).group, folder };
  if (group === undefined) throw new ApiError(400, "target_group_token or target_folder_token is required");
  return { group: findGroup(state, group).token, folder: undefined };
}

function moveTo(state: VigilesState, manifest: Manifest, target: Target, withHistory: boolean): Manifest {
  Object.assign(manifest, target);
  if (!withHistory) for (const { token } of reportsOf(state, manifest.token).slice(0, -1)) state.reports.delete(token);
  return manifest;
}

function copyTo(state: VigilesState, manifest: Manifest, { group, folder }: Target, withHistory: boolean): Manifest {
  const { sbom, ...rest } = manifest;
  const copy = addManifest(state, { ...rest, text: sbom.text, group, folder, token: state.tokens.issue() });
  const reports = reportsOf(state, manifest.token).slice(withHistory ? 0 : -1);
  for (const report of reports) {
    const token = state.tokens.issueAt(report.createdMs);
    state.reports.set(token, { ...report, token, manifest: copy.token });
  }
  return copy;
}

function setScore({ params, state, user, segment }: VigilesRequest): object {
  const manifest = findManifest(state, segment("token"));
  const custom: CustomScore = {
    package: params.required("package_name"),
    version: params.text("package_version"),
    cveId: params.required("cve_id"),
    score: Number(params.required("custom_score")),
  };
  if (!(custom.score >= 0 && custom.score <= 10)) throw new ApiError(400, "custom_score must be a number from 0 to 10");
  manifest.customScores.push(custom);
  const message = `Set the score of ${custom.cveId} in ${custom.package} to ${custom.score}`;
  logActivity(state, {
    log_type: "update_custom_score",
    description: message,
    group: manifest.group,
    folder: manifest.folder ?? null,
    manifest: manifest.token,
    user: user.email,
    vuln_id: custom.cveId,
    package: custom.package,
    package_version: custom.version ?? null,
  });
  return { success: true, message };
}

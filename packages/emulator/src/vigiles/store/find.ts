import { ApiError } from "../errors.js";
import type { Folder, Group, Manifest, Report, VigilesState } from "./state.js";

/** Finds a group, product or Private Workspace. @throws ApiError 404 */
export function findGroup({ groups }: VigilesState, token: string): Group {
  return groups.get(token) ?? throwNotFound("group", token);
}

/** @throws ApiError 404 */
export function findFolder({ folders }: VigilesState, token: string): Folder {
  return folders.get(token) ?? throwNotFound("folder", token);
}

/** @throws ApiError 404 */
export function findManifest({ manifests }: VigilesState, token: string): Manifest {
  return manifests.get(token) ?? throwNotFound("manifest", token);
}

/** @throws ApiError 404 */
export function findReport({ reports }: VigilesState, token: string): Report {
  return reports.get(token) ?? throwNotFound("report", token);
}

function throwNotFound(kind: string, token: string): never {
  throw new ApiError(404, `There is no ${kind} with the token ${token}`);
}

/** Someone's Private Workspace: the default place of uploads. It holds no folders. */
export function findPrivateWorkspace({ groups }: VigilesState, email: string): Group {
  return [...groups.values()].find(({ owner }) => owner === email) ?? throwNotFound("Private Workspace", email);
}

/** Whether someone may see a group: everything but other people's Private Workspaces. */
export function isVisible({ owner }: Group, email: string): boolean {
  return owner === undefined || owner === email;
}

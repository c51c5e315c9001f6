import { ApiError } from "../errors.js";
import type { Folder, Group, Manifest, Report, VigilesState } from "./state.js";

/**
 * Finds a group, product or Private Workspace by its token.
 *
 * @throws ApiError 404 for an unknown token
 */
export function findGroup({ groups }: VigilesState, token: string): Group {
  return groups.get(token) ?? throwNotFound("group", token);
}

/**
 * Finds a folder by its token.
 *
 * @throws ApiError 404 for an unknown token
 */
export function findFolder({ folders }: VigilesState, token: string): Folder {
  return folders.get(token) ?? throwNotFound("folder", token);
}

/**
 * Finds an uploaded SBOM by its token.
 *
 * @throws ApiError 404 for an unknown token
 */
export function findManifest({ manifests }: VigilesState, token: string): Manifest {
  return manifests.get(token) ?? throwNotFound("manifest", token);
}

/**
 * Finds a report by its token.
 *
 * @throws ApiError 404 for an unknown token
 */
export function findReport({ reports }: VigilesState, token: string): Report {
  return reports.get(token) ?? throwNotFound("report", token);
}

function throwNotFound(kind: string, token: string): never {
  throw new ApiError(404, `There is no ${kind} with the token ${token}`);
}

/**
 * Finds the Private Workspace of a user, which is the default group for uploads. It has no folders.
 *
 * @throws ApiError 404 for an unknown user
 */
export function findPrivateWorkspace({ groups }: VigilesState, email: string): Group {
  return [...groups.values()].find(({ owner }) => owner === email) ?? throwNotFound("Private Workspace", email);
}

/**
 * Finds the group of the dashboard config, which is also that of new folders: the oldest group that is neither archived, a
 * subgroup nor a Private Workspace.
 *
 * @returns undefined if users have deleted or archived all such groups
 */
export function findDefaultGroup({ groups }: VigilesState): Group | undefined {
  return [...groups.values()].find(
    ({ owner, parent, archived }) => owner === undefined && parent === undefined && !archived,
  );
}

/** Whether a user may see a group. The Private Workspaces of others are not visible. */
export function isVisible({ owner }: Group, email: string): boolean {
  return owner === undefined || owner === email;
}

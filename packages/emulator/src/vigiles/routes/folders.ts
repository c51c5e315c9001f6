import { ApiError } from "../errors.js";
import { findRequestedFolder, findRequestedGroup } from "../http/request-location.js";
import type { VigilesRequest, Route } from "../http/route.js";
import { folderSummary } from "../responses/folder-summary.js";
import { findDefaultGroup, findFolder } from "../store/find.js";
import { addFolder } from "../store/folders.js";
import { formatTimestamp } from "../timestamps.js";

/** The operations on folders. */
export const folderRoutes: readonly Route[] = [
  { method: "GET", path: "/vigiles/folders", handle: list },
  { method: "POST", path: "/vigiles/folders", handle: create },
  { method: "PATCH", path: "/vigiles/folders/archive", handle: (request) => setArchived(request, true) },
  { method: "PATCH", path: "/vigiles/folders/unarchive", handle: (request) => setArchived(request, false) },
];

/** Lists the folders directly in a folder, or those of a group; all folders if the request names neither. */
function list(request: VigilesRequest): object[] {
  const { params, state } = request;
  const parent = findRequestedFolder(request);
  const group = parent === undefined ? findRequestedGroup(request) : undefined;
  return [...state.folders.values()]
    .filter((folder) => folder.archived === params.flag("archived_only"))
    .filter((folder) => parent === undefined || folder.parent === parent.token)
    .filter((folder) => group === undefined || folder.group === group.token)
    .map(folderSummary);
}

function create(request: VigilesRequest): object {
  const { params, state } = request;
  const parent = findRequestedFolder(request);
  const group = parent?.group ?? (findRequestedGroup(request) ?? findDefaultGroup(state))?.token;
  if (group === undefined) throw new ApiError(400, 'Parameter "group_token" is required, because there is no group');
  if (state.groups.get(group)?.owner !== undefined) throw new ApiError(400, "A Private Workspace holds no folders");
  const folder = addFolder(state, {
    name: params.required("folder_name"),
    description: params.text("description"),
    group,
    parent: parent?.token,
  });
  return {
    folder_name: folder.name,
    group_token: folder.group,
    folder_token: folder.token,
    description: folder.description,
    creation_date: formatTimestamp(folder.createdMs),
  };
}

function setArchived({ params, state }: VigilesRequest, archived: boolean): object {
  const folders = params.list("tokens").map((token) => findFolder(state, token));
  if (folders.length === 0) throw new ApiError(400, 'Parameter "tokens" is required');
  for (const folder of folders) folder.archived = archived;
  return { success: true, message: `${archived ? "Archived" : "Unarchived"} ${folders.length} folders` };
}

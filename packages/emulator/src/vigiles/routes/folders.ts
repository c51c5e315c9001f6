import { folderSummary } from "../responses/folder-summary.js";
import type { Call, Route } from "../http/route.js";
import { dateText } from "../timestamps.js";
import { addFolder } from "../store/folders.js";
import { namedFolder, namedGroup } from "../http/request-location.js";
import { findFolder } from "../store/find.js";
import { Refusal } from "../errors.js";
import { defaultGroup } from "../store/seed-data.js";

/** Folders of groups, and folders in folders. */
export const folderRoutes: readonly Route[] = [
  { method: "GET", path: "/vigiles/folders", handle: list },
  { method: "POST", path: "/vigiles/folders", handle: create },
  { method: "PATCH", path: "/vigiles/folders/archive", handle: (call) => setArchived(call, true) },
  { method: "PATCH", path: "/vigiles/folders/unarchive", handle: (call) => setArchived(call, false) },
];

/** Right under a folder or a group; all of them where neither is named. */
function list(call: Call): object[] {
  const { params, state } = call;
  const parent = namedFolder(call);
  const group = parent === undefined ? namedGroup(call) : undefined;
  return [...state.folders.values()]
    .filter((folder) => folder.archived === params.flag("archived_only"))
    .filter((folder) => parent === undefined || folder.parent === parent.token)
    .filter((folder) => group === undefined || folder.group === group.token)
    .map(folderSummary);
}

function create(call: Call): object {
  const { params, state } = call;
  const parent = namedFolder(call);
  const group = parent?.group ?? namedGroup(call)?.token ?? defaultGroup;
  if (state.groups.get(group)?.owner !== undefined) throw new Refusal(400, "A Private Workspace holds no folders");
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
    creation_date: dateText(folder.createdMs),
  };
}

function setArchived({ params, state }: Call, archived: boolean): object {
  const folders = params.list("tokens").map((token) => findFolder(state, token));
  if (folders.length === 0) throw new Refusal(400, 'Parameter "tokens" is required');
  for (const folder of folders) folder.archived = archived;
  return { success: true, message: `${archived ? "Archived" : "Unarchived"} ${folders.length} folders` };
}

import { ApiError } from "../errors.js";
import type { VigilesRequest, Route } from "../http/route.js";
import { groupSummary } from "../responses/group-summary.js";
import { findGroup } from "../store/find.js";
import { addGroup, removeGroup } from "../store/groups.js";
import type { Group } from "../store/state.js";

/** The operations on groups and subgroups. */
export const groupRoutes: readonly Route[] = [
  { method: "GET", path: "/vigiles/groups", handle: list },
  { method: "POST", path: "/vigiles/groups", handle: create },
  { method: "GET", path: "/vigiles/groups/archived", handle: listArchived },
  { method: "PATCH", path: "/vigiles/groups/archive", handle: (request) => setArchived(request, true) },
  { method: "PATCH", path: "/vigiles/groups/unarchive", handle: (request) => setArchived(request, false) },
  { method: "GET", path: "/vigiles/groups/:token", handle: get },
  { method: "DELETE", path: "/vigiles/groups/:token", handle: remove },
];

/** Lists the groups. The user's own Private Workspace is always included, others only on request. */
function list({ params, state, user }: VigilesRequest): object[] {
  const withPrivate = params.flag("include_private_workspaces");
  const isListed = ({ archived, owner }: Group): boolean =>
    !archived && (owner === undefined || owner === user.email || withPrivate);
  return [...state.groups.values()].filter(isListed).map((group) => groupSummary(nameByOwner(group, user.email)));
}

/** Names the Private Workspace of another user after its owner. */
function nameByOwner(group: Group, email: string): Group {
  return group.owner === undefined || group.owner === email ? group : { ...group, name: group.owner };
}

function listArchived({ state }: VigilesRequest): object[] {
  return [...state.groups.values()].filter(({ archived }) => archived).map(groupSummary);
}

function create({ params, state }: VigilesRequest): object {
  const parent = params.text("group_token");
  const { name, description, token } = addGroup(state, {
    name: params.required("group_name"),
    description: params.text("description"),
    parent: parent && findGroup(state, parent).token,
  });
  return { name, description, token };
}

function get({ params, state, segment }: VigilesRequest): object {
  const group = findGroup(state, segment("token"));
  if (!params.flag("subgroups")) return groupSummary(group);
  const subgroups = [...state.groups.values()].filter(({ parent }) => parent === group.token);
  return { ...groupSummary(group), subgroups: subgroups.map(({ name, token }) => ({ name, token })) };
}

function setArchived({ params, state }: VigilesRequest, archived: boolean): object {
  const groups = params.list("tokens").map((token) => findGroup(state, token));
  if (groups.length === 0) throw new ApiError(400, 'Parameter "tokens" is required');
  for (const group of groups) group.archived = archived;
  return { success: true, message: `${archived ? "Archived" : "Unarchived"} ${groups.length} groups` };
}

function remove({ state, segment }: VigilesRequest): object {
  const group = findGroup(state, segment("token"));
  removeGroup(state, group.token);
  return { message: `Deleted ${group.name}`, status_code: 200 };
}

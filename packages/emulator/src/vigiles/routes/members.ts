import { ApiError } from "../errors.js";
import type { VigilesRequest, Route } from "../http/route.js";
import { groupType } from "../responses/group-summary.js";
import { findGroup } from "../store/find.js";
import type { Group, Member } from "../store/state.js";

/** The operations on the members of a group. */
export const memberRoutes: readonly Route[] = [
  { method: "GET", path: "/vigiles/groups/:token/members", handle: list },
  { method: "POST", path: "/vigiles/groups/:token/members", handle: add },
  { method: "PUT", path: "/vigiles/groups/:token/members/:email", handle: update },
  { method: "DELETE", path: "/vigiles/groups/:token/members/:email", handle: remove },
];

function list({ state, segment }: VigilesRequest): object {
  const group = findGroup(state, segment("token"));
  const { name, description, token, members } = group;
  return { group_name: name, description, token, group_type: groupType(group), group_members: [...members.values()] };
}

/** Adds a member; replaces the role of a member who is in the group already. */
function add({ params, state, segment }: VigilesRequest): object {
  const group = findGroup(state, segment("token"));
  const member: Member = {
    email: params.required("member_email"),
    role: params.required("role"),
    allow_access_to_subgroups: params.flag("allow_access_to_subgroups"),
  };
  group.members.set(member.email, member);
  return { message: `Added ${member.email} as ${member.role}`, status_code: 200 };
}

function update({ params, state, segment }: VigilesRequest): object {
  const group = findGroup(state, segment("token"));
  const member = { ...findMember(group, segment("email")), role: params.required("new_role") };
  group.members.set(member.email, member);
  return { message: `${member.email} is now ${member.role}`, status_code: 200 };
}

function remove({ state, segment }: VigilesRequest): object {
  const group = findGroup(state, segment("token"));
  const { email } = findMember(group, segment("email"));
  group.members.delete(email);
  return { message: `Removed ${email}`, status_code: 200 };
}

function findMember({ members, name }: Group, email: string): Member {
  const member = members.get(email);
  if (member === undefined) throw new ApiError(404, `${email} is not a member of ${name}`);
  return member;
}

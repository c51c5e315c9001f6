import type { Api, CallControl } from "../../api/api.js";
import { checkText } from "../../validation/choices.js";
import type { Acknowledgement, Group } from "./group.js";
import { checkEmail, checkToken } from "../../validation/tokens.js";

/** A group and who is in it. */
export interface GroupMembership extends Group {
  readonly group_name?: string;
  readonly group_members: readonly Readonly<Record<string, unknown>>[];
}

/** Who joins, and as what. */
export interface AddMemberOptions extends CallControl {
  readonly memberEmail: string;
  /** Free text: the service knows the roles. */
  readonly role: string;
  /** Default false. */
  readonly allowAccessToSubgroups?: boolean | undefined;
}

/** Whose role changes. */
export interface UpdateMemberOptions extends CallControl {
  readonly memberEmail: string;
  readonly newRole: string;
}

/** Who leaves. */
export interface RemoveMemberOptions extends CallControl {
  readonly memberEmail: string;
}

/** Operations on a group's members. The group is always explicit. All throw VigilesError `TOKEN_INVALID`, `VALUE_INVALID`. */
export interface GroupMembers {
  list(groupToken: string, control?: CallControl): Promise<GroupMembership>;
  add(groupToken: string, options: AddMemberOptions): Promise<Acknowledgement>;
  update(groupToken: string, options: UpdateMemberOptions): Promise<Acknowledgement>;
  remove(groupToken: string, options: RemoveMemberOptions): Promise<Acknowledgement>;
}

/** @param api - what the operations call */
export function memberOperations(api: Api): GroupMembers {
  return {
    list: async (groupToken, control) =>
      api.object<GroupMembership>({ method: "GET", path: membersPath(groupToken), control }),
    async add(groupToken, options) {
      const params = {
        member_email: checkEmail("memberEmail", options.memberEmail),
        role: checkText("role", options.role),
        allow_access_to_subgroups: options.allowAccessToSubgroups ?? false,
      };
      return api.object<Acknowledgement>({ method: "POST", path: membersPath(groupToken), params, control: options });
    },
    async update(groupToken, options) {
      const params = { new_role: checkText("newRole", options.newRole) };
      const path = memberPath(groupToken, options.memberEmail);
      return api.object<Acknowledgement>({ method: "PUT", path, params, control: options });
    },
    async remove(groupToken, options) {
      const path = memberPath(groupToken, options.memberEmail);
      return api.object<Acknowledgement>({ method: "DELETE", path, control: options });
    },
  };
}

function membersPath(groupToken: string): string {
  return `/groups/${checkToken("groupToken", groupToken)}/members`;
}

function memberPath(groupToken: string, memberEmail: string): string {
  return `${membersPath(groupToken)}/${checkEmail("memberEmail", memberEmail)}`;
}

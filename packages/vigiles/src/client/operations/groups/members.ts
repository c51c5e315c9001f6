import type { Api, CallControl } from "../../api/api.js";
import { checkText } from "../../validation/choices.js";
import { checkEmail, checkToken } from "../../validation/tokens.js";
import type { Acknowledgement, Group } from "./group.js";

/** A group with its members. */
export interface GroupMembership extends Group {
  /** Name of the group. */
  readonly group_name?: string;
  /** One object per member, with members of the service's choice. */
  readonly group_members: readonly Readonly<Record<string, unknown>>[];
}

/** A user to add to a group. */
export interface AddMemberOptions extends CallControl {
  /** E-mail address of the user. */
  readonly memberEmail: string;
  /** Role of the user: free text, which the service checks. */
  readonly role: string;
  /** Gives access to the subgroups too. Default `false`. */
  readonly allowAccessToSubgroups?: boolean | undefined;
}

/** A member whose role changes. */
export interface UpdateMemberOptions extends CallControl {
  /** E-mail address of the member. */
  readonly memberEmail: string;
  /** New role of the member: free text, which the service checks. */
  readonly newRole: string;
}

/** A member to remove from a group. */
export interface RemoveMemberOptions extends CallControl {
  /** E-mail address of the member. */
  readonly memberEmail: string;
}

/**
 * Operations on the members of a group. They never use the configured group. All throw VigilesError `TOKEN_INVALID`,
 * `VALUE_INVALID`, `EDITION_MISMATCH`.
 */
export interface GroupMembers {
  /** Returns a group with its members. */
  list(groupToken: string, control?: CallControl): Promise<GroupMembership>;
  /** Adds a user to a group. */
  add(groupToken: string, options: AddMemberOptions): Promise<Acknowledgement>;
  /** Changes the role of a member. */
  update(groupToken: string, options: UpdateMemberOptions): Promise<Acknowledgement>;
  /** Removes a member from a group. */
  remove(groupToken: string, options: RemoveMemberOptions): Promise<Acknowledgement>;
}

/** Makes the operations on the members of a group. */
export function memberOperations(api: Api): GroupMembers {
  return {
    list: async (groupToken, control) =>
      api.requestObject<GroupMembership>({ method: "GET", path: membersPath(groupToken), control }),
    async add(groupToken, options) {
      const path = membersPath(groupToken);
      const params = {
        member_email: checkEmail("memberEmail", options.memberEmail),
        role: checkText("role", options.role),
        allow_access_to_subgroups: options.allowAccessToSubgroups ?? false,
      };
      return api.requestObject<Acknowledgement>({ method: "POST", path, params, control: options });
    },
    async update(groupToken, options) {
      const params = { new_role: checkText("newRole", options.newRole) };
      const path = memberPath(groupToken, options.memberEmail);
      return api.requestObject<Acknowledgement>({ method: "PUT", path, params, control: options });
    },
    async remove(groupToken, options) {
      const path = memberPath(groupToken, options.memberEmail);
      return api.requestObject<Acknowledgement>({ method: "DELETE", path, control: options });
    },
  };
}

function membersPath(groupToken: string): string {
  return `/groups/${checkToken("groupToken", groupToken)}/members`;
}

function memberPath(groupToken: string, memberEmail: string): string {
  return `${membersPath(groupToken)}/${checkEmail("memberEmail", memberEmail)}`;
}

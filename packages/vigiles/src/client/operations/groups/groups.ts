import { activityLog, type ActivityEntry, type ActivityLogOptions } from "./activity-log.js";
import type { Api, CallControl } from "../../api/api.js";
import { checkText } from "../../validation/choices.js";
import { groupOf, type Acknowledgement, type Group } from "./group.js";
import { settingsOperations, type GroupSettingsOperations } from "./settings.js";
import { listing, type Listing } from "../../api/listing.js";
import { memberOperations, type GroupMembers } from "./members.js";
import { checkToken, checkTokens } from "../../validation/tokens.js";

/** A group with its subgroups, where they were asked for. */
export interface GroupInfo extends Group {
  readonly subgroups?: readonly { readonly name: string; readonly token: string }[];
}

/** Which groups. */
export interface ListGroupsOptions extends CallControl {
  /** Also the private workspaces of others; for administrators. Default false. */
  readonly includePrivateWorkspaces?: boolean | undefined;
}

/** Where a group is made. */
export interface CreateGroupOptions extends CallControl {
  readonly description?: string | undefined;
  /** The parent; default: the configured group. */
  readonly groupToken?: string | undefined;
  /** Without a parent, whatever is configured. Default false. */
  readonly topLevel?: boolean | undefined;
}

/** Which group, and how much of it. */
export interface GroupInfoOptions extends CallControl {
  /** Default: the configured group. */
  readonly groupToken?: string | undefined;
  readonly subgroups?: boolean | undefined;
}

/** Operations on groups. They exist in the groups edition only. */
export interface Groups {
  readonly members: GroupMembers;
  readonly settings: GroupSettingsOperations;
  list(options?: ListGroupsOptions): Listing<Group>;
  listArchived(control?: CallControl): Listing<Group>;
  /** @throws VigilesError `VALUE_INVALID`, `TOKEN_INVALID` */
  create(groupName: string, options?: CreateGroupOptions): Promise<Group>;
  /** @throws VigilesError `TOKEN_MISSING`, `TOKEN_INVALID` */
  info(options?: GroupInfoOptions): Promise<GroupInfo>;
  /** @throws VigilesError `TOKEN_INVALID` */
  delete(groupToken: string, control?: CallControl): Promise<Acknowledgement>;
  /** @throws VigilesError `TOKEN_INVALID`, `TOKEN_MISSING` */
  archive(groupTokens: readonly string[], control?: CallControl): Promise<unknown>;
  /** @throws VigilesError `TOKEN_INVALID`, `TOKEN_MISSING` */
  unarchive(groupTokens: readonly string[], control?: CallControl): Promise<unknown>;
  /** @throws VigilesError `TOKEN_INVALID`, `TOKEN_MISSING`, `VALUE_INVALID` */
  activityLog(options?: ActivityLogOptions): Listing<ActivityEntry>;
}

/** @param whole - what the operations call */
export function groupOperations(whole: Api): Groups {
  const api = groupsOnly(whole);
  return {
    members: memberOperations(api),
    settings: settingsOperations(api),
    list: (options = {}) =>
      listing(() => {
        const params = { include_private_workspaces: options.includePrivateWorkspaces ?? false };
        return api.list<Group>({ method: "GET", path: "/groups", params, control: options });
      }),
    listArchived: (control) => listing(() => api.list<Group>({ method: "GET", path: "/groups/archived", control })),
    create: (groupName, options = {}) => create(api, groupName, options),
    async info(options = {}) {
      const path = `/groups/${await groupOf(api, options.groupToken)}`;
      const params = { subgroups: options.subgroups ?? false };
      return api.object<GroupInfo>({ method: "GET", path, params, control: options });
    },
    async delete(groupToken, control) {
      const path = `/groups/${checkToken("groupToken", groupToken)}`;
      return api.object<Acknowledgement>({ method: "DELETE", path, control });
    },
    archive: (tokens, control) => change(api, "archive", tokens, control),
    unarchive: (tokens, control) => change(api, "unarchive", tokens, control),
    activityLog: (options = {}) => listing(() => activityLog(api, options)),
  };
}

/** The same calls, refused before anything is sent where the edition knows no groups. */
function groupsOnly(api: Api): Api {
  const checked = async <T>(call: () => Promise<T>): Promise<T> => {
    await api.need("groups", "groups and their members, settings and log");
    return call();
  };
  return {
    ...api,
    place: (given) => checked(() => api.place(given)),
    object: (call) => checked(() => api.object(call)),
    list: (call) => checked(() => api.list(call)),
    json: (call) => checked(() => api.json(call)),
  };
}

async function create(api: Api, groupName: string, options: CreateGroupOptions): Promise<Group> {
  const { description, groupToken, topLevel } = options;
  const parent = topLevel ? undefined : (await api.place(groupToken === undefined ? {} : { groupToken })).top;
  const params = {
    group_name: checkText("groupName", groupName),
    description: description || undefined,
    group_token: parent,
  };
  return api.object<Group>({ method: "POST", path: "/groups", params, control: options });
}

function change(api: Api, to: "archive" | "unarchive", tokens: readonly string[], control?: CallControl) {
  const params = { tokens: checkTokens("groupTokens", tokens) };
  return api.json({ method: "PATCH", path: `/groups/${to}`, params, control });
}

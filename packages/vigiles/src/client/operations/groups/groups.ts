import type { Api, CallControl } from "../../api/api.js";
import { listing, type Listing } from "../../api/listing.js";
import { checkText } from "../../validation/choices.js";
import { checkToken, checkTokens } from "../../validation/tokens.js";
import { activityLog, type ActivityEntry, type ActivityLogOptions } from "./activity-log.js";
import { requireGroup, type Acknowledgement, type Group } from "./group.js";
import { memberOperations, type GroupMembers } from "./members.js";
import { settingsOperations, type GroupSettingsOperations } from "./settings.js";

/** A group, with its subgroups if they were requested. */
export interface GroupInfo extends Group {
  /** Groups below this one. */
  readonly subgroups?: readonly { readonly name: string; readonly token: string }[];
}

/** Which groups to list. */
export interface ListGroupsOptions extends CallControl {
  /** Includes the private workspaces of other users; for administrators only. Default `false`. */
  readonly includePrivateWorkspaces?: boolean | undefined;
}

/** Where to create a group. */
export interface CreateGroupOptions extends CallControl {
  /** Free text. Default: none. */
  readonly description?: string | undefined;
  /** Token of the parent group. Default: the configured group. */
  readonly groupToken?: string | undefined;
  /** Creates the group without a parent, even if one is configured. Default `false`. */
  readonly topLevel?: boolean | undefined;
}

/** Which group to return, and which of its details. */
export interface GroupInfoOptions extends CallControl {
  /** Token of the group. Default: the configured group. */
  readonly groupToken?: string | undefined;
  /** Includes the subgroups. Default `false`. */
  readonly subgroups?: boolean | undefined;
}

/** Operations on groups. Only for the edition `groups`; otherwise they throw VigilesError `EDITION_MISMATCH`. */
export interface Groups {
  /** Members of a group. */
  readonly members: GroupMembers;
  /** Settings of a group. */
  readonly settings: GroupSettingsOperations;
  /** Lists groups that are not archived. */
  list(options?: ListGroupsOptions): Listing<Group>;
  /** Lists archived groups. */
  listArchived(control?: CallControl): Listing<Group>;
  /**
   * Creates a group.
   *
   * @throws VigilesError `VALUE_INVALID`, `TOKEN_INVALID`
   */
  create(groupName: string, options?: CreateGroupOptions): Promise<Group>;
  /**
   * Returns the details of a group.
   *
   * @throws VigilesError `TOKEN_MISSING`, `TOKEN_INVALID`
   */
  info(options?: GroupInfoOptions): Promise<GroupInfo>;
  /**
   * Deletes a group.
   *
   * @throws VigilesError `TOKEN_INVALID`
   */
  delete(groupToken: string, control?: CallControl): Promise<Acknowledgement>;
  /**
   * Archives groups.
   *
   * @throws VigilesError `TOKEN_INVALID`, `TOKEN_MISSING`
   */
  archive(groupTokens: readonly string[], control?: CallControl): Promise<unknown>;
  /**
   * Restores archived groups.
   *
   * @throws VigilesError `TOKEN_INVALID`, `TOKEN_MISSING`
   */
  unarchive(groupTokens: readonly string[], control?: CallControl): Promise<unknown>;
  /**
   * Lists the events of a group.
   *
   * @throws VigilesError `TOKEN_INVALID`, `TOKEN_MISSING`, `VALUE_INVALID`
   */
  activityLog(options?: ActivityLogOptions): Listing<ActivityEntry>;
}

/** Makes the operations on groups. */
export function groupOperations(anyEdition: Api): Groups {
  const api = forGroupsEdition(anyEdition);
  return {
    members: memberOperations(api),
    settings: settingsOperations(api),
    list: (options = {}) =>
      listing(() => {
        const params = { include_private_workspaces: options.includePrivateWorkspaces ?? false };
        return api.requestList<Group>({ method: "GET", path: "/groups", params, control: options });
      }),
    listArchived: (control) =>
      listing(() => api.requestList<Group>({ method: "GET", path: "/groups/archived", control })),
    create: (groupName, options = {}) => create(api, groupName, options),
    async info(options = {}) {
      const path = `/groups/${await requireGroup(api, options.groupToken)}`;
      const params = { subgroups: options.subgroups ?? false };
      return api.requestObject<GroupInfo>({ method: "GET", path, params, control: options });
    },
    async delete(groupToken, control) {
      const path = `/groups/${checkToken("groupToken", groupToken)}`;
      return api.requestObject<Acknowledgement>({ method: "DELETE", path, control });
    },
    archive: (tokens, control) => change(api, "archive", tokens, control),
    unarchive: (tokens, control) => change(api, "unarchive", tokens, control),
    activityLog: (options = {}) => listing(() => activityLog(api, options)),
  };
}

/** The same requests, but each is refused before anything is sent if the edition has no groups. */
function forGroupsEdition(api: Api): Api {
  const guarded = async <T>(call: () => Promise<T>): Promise<T> => {
    await api.requireEdition("groups", "groups and their members, settings and log");
    return call();
  };
  return {
    ...api,
    location: (tokens) => guarded(() => api.location(tokens)),
    requestObject: (call) => guarded(() => api.requestObject(call)),
    requestList: (call) => guarded(() => api.requestList(call)),
    requestJson: (call) => guarded(() => api.requestJson(call)),
  };
}

async function create(api: Api, groupName: string, options: CreateGroupOptions): Promise<Group> {
  const { description, groupToken, topLevel } = options;
  const parent = topLevel ? undefined : (await api.location({ groupToken })).groupOrProduct;
  const params = {
    group_name: checkText("groupName", groupName),
    description: description || undefined,
    group_token: parent,
  };
  return api.requestObject<Group>({ method: "POST", path: "/groups", params, control: options });
}

async function change(
  api: Api,
  action: "archive" | "unarchive",
  groupTokens: readonly string[],
  control?: CallControl,
): Promise<unknown> {
  const params = { tokens: checkTokens("groupTokens", groupTokens) };
  return api.requestJson({ method: "PATCH", path: `/groups/${action}`, params, control });
}

import { removeManifest } from "./manifests.js";
import type { Group, GroupSettings, VigilesState } from "./state.js";

/** The settings of a new group. */
const defaultSettings: GroupSettings = {
  vuln_identifiers: ["CVE Product", "CPE", "PURL", "Package Name"],
  vuln_strict_match: "off",
  report_dep_vulns: "on",
  auto_close_jira_issues: "off",
  generate_vuln_attr_on_date: "off",
};

/** The content of a new group. */
export interface NewGroup {
  /** The name. */
  readonly name: string;
  /** The description. Default: empty. */
  readonly description?: string | undefined;
  /** The token of the group above it. Default: none. */
  readonly parent?: string | undefined;
  /** The e-mail address of the user whose Private Workspace it is. Default: none. */
  readonly owner?: string;
  /** The token. Default: a new one. */
  readonly token?: string;
}

/** Adds a group, or a subgroup if `parent` is set. All users become its admins. */
export function addGroup(state: VigilesState, { name, description = "", parent, owner, token }: NewGroup): Group {
  const group: Group = {
    token: token ?? state.tokens.issue(),
    name,
    description,
    parent,
    owner,
    createdMs: state.clock.nowMs(),
    archived: false,
    settings: defaultSettings,
    members: new Map(state.users.map(({ email }) => [email, admin(email)])),
  };
  state.groups.set(group.token, group);
  return group;
}

function admin(email: string): { email: string; role: string; allow_access_to_subgroups: boolean } {
  return { email, role: "admin", allow_access_to_subgroups: true };
}

/** Removes a group with its manifests, folders and subgroups. */
export function removeGroup(state: VigilesState, token: string): void {
  state.groups.delete(token);
  for (const manifest of state.manifests.values()) if (manifest.group === token) removeManifest(state, manifest.token);
  for (const folder of state.folders.values()) if (folder.group === token) state.folders.delete(folder.token);
  for (const group of state.groups.values()) if (group.parent === token) removeGroup(state, group.token);
}

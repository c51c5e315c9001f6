import { removeManifest } from "./manifests.js";
import type { Group, GroupSettings, VigilesState } from "./state.js";

/** The settings a group begins with. */
const defaultSettings: GroupSettings = {
  vuln_identifiers: ["CVE Product", "CPE", "PURL", "Package Name"],
  vuln_strict_match: "off",
  report_dep_vulns: "on",
  auto_close_jira_issues: "off",
  generate_vuln_attr_on_date: "off",
};

/** What a new group is made of. */
export interface NewGroup {
  readonly name: string;
  readonly description?: string | undefined;
  readonly parent?: string | undefined;
  readonly owner?: string;
  /** Default: a new one. */
  readonly token?: string;
}

/** Adds a group, or a subgroup of `parent`. */
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

/** Removes a group with all that is in it. */
export function removeGroup(state: VigilesState, token: string): void {
  state.groups.delete(token);
  for (const manifest of state.manifests.values()) if (manifest.group === token) removeManifest(state, manifest.token);
  for (const folder of state.folders.values()) if (folder.group === token) state.folders.delete(folder.token);
  for (const group of state.groups.values()) if (group.parent === token) removeGroup(state, group.token);
}

import type { Clock } from "../../clock.js";
import type { VigilesUser } from "../options.js";
import { addFolder } from "./folders.js";
import { addGroup } from "./groups.js";
import { addManifest } from "./manifests.js";
import { addReport } from "./reports.js";
import { seedFolders, seedGroups, seedManifests, seedMembers } from "./seed-data.js";
import type { VigilesState } from "./state.js";
import { createTokenIssuer } from "./token-issuer.js";

/** Whom the service knows, and what time it is there. */
export interface VigilesStateOptions {
  readonly clock: Clock;
  readonly users: readonly VigilesUser[];
}

/** Makes the service's memory: a Private Workspace for each user, and the groups, folders, SBOMs and reports of the seed. */
export function createVigilesState({ clock, users }: VigilesStateOptions): VigilesState {
  const state: VigilesState = {
    clock,
    users,
    tokens: createTokenIssuer(),
    groups: new Map(),
    folders: new Map(),
    manifests: new Map(),
    reports: new Map(),
    jobs: new Map(),
    decisions: [],
    activity: [],
  };
  for (const { email } of users) addGroup(state, { name: "Private Workspace", owner: email });
  for (const group of seedGroups) addGroup(state, group);
  for (const folder of seedFolders) addFolder(state, folder);
  for (const { group, ...member } of seedMembers) state.groups.get(group)?.members.set(member.email, member);
  for (const { reports, ...upload } of seedManifests) {
    const manifest = addManifest(state, upload);
    for (const token of reports) addReport(state, manifest, token);
  }
  return state;
}

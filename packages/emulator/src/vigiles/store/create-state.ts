import type { Clock } from "../../clock.js";
import type { VigilesUser } from "../options.js";
import { addFolder } from "./folders.js";
import { addGroup } from "./groups.js";
import { addManifest } from "./manifests.js";
import { addReport } from "./reports.js";
import { seedFolders, seedGroups, seedManifests, seedMembers } from "./seed-data.js";
import type { VigilesState } from "./state.js";
import { createTokenIssuer } from "./token-issuer.js";

/** What a new state needs. */
export interface VigilesStateOptions {
  /** The time. */
  readonly clock: Clock;
  /** The users. */
  readonly users: readonly VigilesUser[];
}

/** Creates the state of a new service: a Private Workspace for each user, and the groups and SBOMs of the seed data. */
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

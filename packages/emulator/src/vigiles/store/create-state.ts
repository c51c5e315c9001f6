import type { Clock } from "../../clock.js";
import type { VigilesUser } from "../options.js";
import { addGroup } from "./groups.js";
import { seedRecordedRequests } from "./seed/recorded-requests.js";
import { seedWorkspace } from "./seed/workspace.js";
import type { VigilesState } from "./state.js";
import { createTokenIssuer } from "./token-issuer.js";

/** What a new state needs. */
export interface VigilesStateOptions {
  /** The time. */
  readonly clock: Clock;
  /** The users. */
  readonly users: readonly VigilesUser[];
  /** Whether a new service also has what the recorded requests of the original clients name. Default: false. */
  readonly seedVectors?: boolean | undefined;
}

/** Creates the state of a new service: a Private Workspace for each user, and the groups and SBOMs of a small team. */
export function createVigilesState({ clock, users, seedVectors = false }: VigilesStateOptions): VigilesState {
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
  seedWorkspace(state);
  if (seedVectors) seedRecordedRequests(state);
  return state;
}

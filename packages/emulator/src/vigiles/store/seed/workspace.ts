import { addFolder } from "../folders.js";
import { addGroup } from "../groups.js";
import { addManifest } from "../manifests.js";
import type { NewManifest } from "../manifests.js";
import { addReport } from "../reports.js";
import type { Group, VigilesState } from "../state.js";
import { vigilesManifest } from "./vigiles-manifest.js";
import { deviceService, firmwareImages } from "./workspace-sboms.js";

/**
 * Fills a new service as a small team would have done in the last two months: groups with folders and members, and SBOMs
 * with reports. The first group is the one that the dashboard config names.
 */
export function seedWorkspace(state: VigilesState): void {
  const past = daysAgo(state, 60);
  const firmware = addGroup(past, { name: "Firmware", description: "Images of the gateway and the camera" });
  const applications = addGroup(past, { name: "Applications", description: "Services behind the devices" });
  const prototypes = addGroup(past, { name: "Prototypes", description: "Boards in the lab", parent: firmware.token });
  addMember(firmware, "developer@example.com", "member");
  addMember(applications, "auditor@example.com", "viewer");
  const group = firmware.token;
  const [releases, nightly] = ["Releases", "Nightly"].map((name) => addFolder(past, { name, group }).token);
  const { gateway, nextGateway, camera, board } = firmwareImages;
  addScanned(daysAgo(state, 30), { group, folder: releases, text: vigilesManifest("gateway-image", gateway) });
  addScanned(daysAgo(state, 14), { group: applications.token, text: deviceService });
  addScanned(daysAgo(state, 8), { group, folder: releases, text: vigilesManifest("gateway-image", nextGateway) });
  addScanned(daysAgo(state, 3), { group: prototypes.token, text: vigilesManifest("evaluation-board", board) });
  addScanned(daysAgo(state, 1), { group, folder: nightly, text: vigilesManifest("camera-image", camera) });
}

const dayMs = 86_400_000;

/** Returns the same state with an earlier time, so that what is added to it has an earlier date. */
function daysAgo(state: VigilesState, days: number): VigilesState {
  return { ...state, clock: { nowMs: () => state.clock.nowMs() - days * dayMs } };
}

function addMember({ members }: Group, email: string, role: string): void {
  members.set(email, { email, role, allow_access_to_subgroups: false });
}

function addScanned(state: VigilesState, upload: NewManifest): void {
  addReport(state, addManifest(state, upload));
}

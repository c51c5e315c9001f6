import { addFolder } from "../folders.js";
import { addGroup } from "../groups.js";
import type { NewGroup } from "../groups.js";
import { addManifest } from "../manifests.js";
import type { NewManifest } from "../manifests.js";
import { addReport } from "../reports.js";
import type { Member, VigilesState } from "../state.js";
import { vigilesManifest } from "./vigiles-manifest.js";

/** Adds the groups, folders, members and SBOMs whose short tokens are in the recorded requests of the original clients. */
export function seedRecordedRequests(state: VigilesState): void {
  for (const group of groups) addGroup(state, group);
  for (const [group, tokens] of Object.entries(foldersByGroup)) {
    for (const token of tokens) addFolder(state, { name: `Folder ${token}`, group, token });
  }
  for (const { group, ...member } of members) state.groups.get(group)?.members.set(member.email, member);
  for (const { reports, ...upload } of manifests) {
    const manifest = addManifest(state, upload);
    for (const token of reports) addReport(state, manifest, token);
  }
}

const groupTokens = [
  "G",
  "G-0",
  "G-1",
  "G-3",
  "G-4",
  "G-5",
  "G-8",
  "G-9",
  "P-1",
  "P-2",
  "P-7",
  "g0",
  "g1",
  "g2",
  "y",
  "z",
];

const groups: readonly NewGroup[] = [
  ...groupTokens.map((token) => ({ name: `Group ${token}`, token })),
  { name: "Subgroup of G-8", parent: "G-8", token: "G-8-1" },
];

/** The tokens of folders, by group. */
const foldersByGroup: Readonly<Record<string, readonly string[]>> = {
  "G-0": ["F-0", "a", "b", "z"],
  "G-1": ["F-1", "F-2"],
  "G-3": ["F-3"],
  "G-4": ["F-4"],
  "G-5": ["F-5"],
  "G-8": ["F-9"],
  g0: ["f0"],
};

/** The members of groups, in addition to the users, who are admins of all groups. */
const members: readonly (Member & { readonly group: string })[] = [
  { group: "G", email: "a+b@example.com", role: "member", allow_access_to_subgroups: false },
  { group: "G-8", email: "a.b+c@example.com", role: "member", allow_access_to_subgroups: false },
  { group: "g1", email: "a.b+c@example.com", role: "member", allow_access_to_subgroups: false },
];

/** The SBOMs, each with the tokens of its reports. */
const manifests: readonly (NewManifest & { readonly reports: readonly string[] })[] = [
  {
    ...newManifest("manifest-token", { openssl: "1.0.1f", xz: "5.6.0", zlib: "1.2.11", busybox: "1.36.1" }),
    reports: ["r", "rt"],
  },
  { ...newManifest("m1", { openssl: "1.0.1f", xz: "5.6.0" }), reports: ["a", "r1"] },
  { ...newManifest("m2", { openssl: "3.0.7", xz: "5.6.0", zlib: "1.2.11" }), reports: ["b", "r2"] },
  { ...newManifest("m", { xz: "5.6.0", curl: "8.3.0" }), reports: ["report-of-m"] },
  { ...newManifest("M-9", { openssl: "3.0.0" }), group: "G-8", folder: "F-9", reports: ["R-9"] },
  ...["a1", "m3", "t", "tok", "tokA", "tokB"].map((token) => ({ ...newManifest(token, { bash: "4.2" }), reports: [] })),
];

function newManifest(
  token: string,
  versions: Readonly<Record<string, string>>,
): NewManifest & { readonly token: string } {
  return { token, group: "G-0", text: vigilesManifest(token, versions) };
}

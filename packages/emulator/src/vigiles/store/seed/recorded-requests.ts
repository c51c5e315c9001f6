import type { NewFolder } from "./folders.js";
import type { NewGroup } from "./groups.js";
import type { NewManifest } from "./manifests.js";
import type { Member } from "./state.js";

/** The token of the group in the dashboard config. It is also the default group of new folders. */
export const defaultGroupToken = "MQ.emulator-firmware-group";

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

/** The groups of a new service. The recorded requests of the original clients use these short tokens. */
export const seedGroups: readonly NewGroup[] = [
  { name: "Firmware", description: "Images of the demo", token: defaultGroupToken },
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

/** The folders of a new service. */
export const seedFolders: readonly NewFolder[] = Object.entries(foldersByGroup).flatMap(([group, tokens]) =>
  tokens.map((token) => ({ name: `Folder ${token}`, group, token })),
);

/** The members of groups in a new service, in addition to the users, who are admins of all groups. */
export const seedMembers: readonly (Member & { readonly group: string })[] = [
  { group: "G", email: "a+b@example.com", role: "member", allow_access_to_subgroups: false },
  { group: "G-8", email: "a.b+c@example.com", role: "member", allow_access_to_subgroups: false },
  { group: "g1", email: "a.b+c@example.com", role: "member", allow_access_to_subgroups: false },
];

/** The SBOMs of a new service, each with the tokens of its reports. */
export const seedManifests: readonly (NewManifest & { readonly reports: readonly string[] })[] = [
  {
    ...manifest("manifest-token", { openssl: "1.0.1f", xz: "5.6.0", zlib: "1.2.11", busybox: "1.36.1" }),
    reports: ["r", "rt"],
  },
  { ...manifest("m1", { openssl: "1.0.1f", xz: "5.6.0" }), reports: ["a", "r1"] },
  { ...manifest("m2", { openssl: "3.0.7", xz: "5.6.0", zlib: "1.2.11" }), reports: ["b", "r2"] },
  { ...manifest("m", { xz: "5.6.0", curl: "8.3.0" }), reports: ["report-of-m"] },
  { ...manifest("M-9", { openssl: "3.0.0" }), group: "G-8", folder: "F-9", reports: ["R-9"] },
  ...["a1", "m3", "t", "tok", "tokA", "tokB"].map((token) => ({ ...manifest(token, { bash: "4.2" }), reports: [] })),
];

/** Creates a Vigiles manifest, which can be converted to all other formats. */
function manifest(token: string, versions: Readonly<Record<string, string>>): NewManifest & { readonly token: string } {
  const packages = Object.entries(versions).map(([name, version]) => [name, { name, version, cve_product: name }]);
  const document = { manifest_version: "1.23", manifest_name: token, packages: Object.fromEntries(packages) };
  return { token, group: "G-0", text: JSON.stringify(document) };
}

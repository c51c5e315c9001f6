import type { Vigiles } from "../../../src/index.js";

/** The path of a file that a call reads or writes. */
export type Path = (name: string) => string;

/** The call of a program that does the same as a recorded command line. */
export type LibraryCall = (client: Vigiles, path: Path) => Promise<unknown>;

const token = "manifest-token";
const cveId = "CVE-2024-3094";
const sbom = (path: Path) => ({ file: path("sbom.json") });

/** Commands that were recorded with several dashboard configs. */
const groupPlaces: Readonly<Record<string, LibraryCall>> = {
  "manifest-list": (client) => client.manifests.list().all(),
  "manifest-upload": (client, path) => client.manifests.upload(sbom(path)),
  "folder-list": (client) => client.folders.list().all(),
  "folder-create": (client) => client.folders.create("my folder"),
  "group-info": (client) => client.groups.info(),
  "group-create": (client) => client.groups.create("my group"),
  "group-settings-info": (client) => client.groups.settings.get(),
  "cve-set-status-group": (client) =>
    client.cves.setStatus(cveId, { scope: "group", packageName: "xz", status: "in_triage" }),
};

const activityLog: LibraryCall = (client) => client.groups.activityLog({ groupToken: "G-9" }).all();

const productPlaces: Readonly<Record<string, LibraryCall>> = {
  "manifest-list": (client) => client.manifests.list().all(),
  "manifest-upload": (client, path) => client.manifests.upload(sbom(path)),
  "folder-list": (client) => client.folders.list().all(),
  "product-info": (client) => client.products.info(),
};

function inPlaces(calls: Readonly<Record<string, LibraryCall>>, places: readonly string[]) {
  return Object.fromEntries(
    Object.entries(calls).flatMap(([name, call]) => places.map((place) => [`${name}-${place}`, call] as const)),
  );
}

const report =
  (format: string): LibraryCall =>
  (client, path) =>
    client.reports.downloadFile("rt", path(`r.${format}`), { format });

/** By the name of the recorded row. */
export const groupCalls: Readonly<Record<string, LibraryCall>> = {
  ...inPlaces(groupPlaces, ["bare", "group", "product", "both", "group-over-product"]),
  ...inPlaces({ "activity-log": activityLog }, ["bare", "group", "product"]),
  heartbeat: (client) => client.heartbeat(),
  about: (client) => client.about(),
  "manifest-info": (client) => client.manifests.info(token),
  "manifest-info-format": (client) =>
    client.manifests.info(token, { sbomFormat: "cyclonedx", fileFormat: "json", sbomVersion: "1.5" }),
  "manifest-download": (client, path) => client.manifests.downloadFile(token, path("out.json"), { sbomFormat: "spdx" }),
  "manifest-download-stdout": (client) => client.manifests.download(token),
  "manifest-upload-all": (client, path) =>
    client.manifests.upload({
      ...sbom(path),
      kernelConfig: { file: path("kconfig") },
      ubootConfig: { file: path("uconfig") },
      manifestName: "name é",
      subfolderName: "sub/folder",
      uploadOnly: true,
      filterResults: true,
      extraFields: ["published", "impact", "assigner"],
      ecosystems: ["Debian:12", "npm"],
      subscribe: "weekly",
    }),
  "manifest-upload-ecosystems-all": (client, path) => client.manifests.upload({ ...sbom(path), ecosystems: "all" }),
  "manifest-upload-export": (client, path) =>
    client.manifests.upload({
      ...sbom(path),
      exportFormat: "cyclonedx-vex",
      exportPath: path("vex"),
      cyclonedxFormat: "json",
      cyclonedxVersion: "1.7",
    }),
  "manifest-upload-export-pdf": (client, path) =>
    client.manifests.upload({ ...sbom(path), exportFormat: "pdfsummary", exportPath: path("rep") }),
  "manifest-delete": (client) => client.manifests.delete(token),
  "manifest-delete-confirm": (client) => client.manifests.delete(token, { confirmed: true }),
  "manifest-rescan": (client) => client.manifests.rescan(token),
  "manifest-rescan-all": (client) =>
    client.manifests.rescan(token, {
      extraFields: ["references", "description"],
      filterResults: true,
      rescanOnly: true,
    }),
  "manifest-latest": (client) => client.manifests.latestReport(token),
  "manifest-latest-all": (client) =>
    client.manifests.latestReport(token, { filterResults: true, extraFields: ["impact"] }),
  "manifest-reports": (client) => client.manifests.reports(token),
  "manifest-move": (client) => client.manifests.move([token, "m2"], { targetGroupToken: "G-5", includeHistory: true }),
  "manifest-copy": (client) => client.manifests.copy([token, "m3", "a1"], { targetFolderToken: "F-5" }),
  "manifest-score": (client) =>
    client.manifests.setCustomScore(token, {
      productName: "openssl",
      productVersion: "",
      cveId: "CVE-2014-0160",
      customScore: 7.5,
    }),
  "manifest-score-version": (client) =>
    client.manifests.setCustomScore(token, {
      productName: "zlib",
      productVersion: "1.2.11",
      cveId: "CVE-2018-25032",
      customScore: 3,
    }),
  "report-download-csv": report("csv"),
  "report-download-pdf": report("pdf"),
  "report-download-pdfsummary": report("pdfsummary"),
  "report-download-xlsx": report("xlsx"),
  "report-download-vex": (client) => client.reports.download("rt", { format: "cyclonedx-vex", filterResults: true }),
  "report-download-sbom-vex": (client) =>
    client.reports.download("rt", { format: "cyclonedx-sbom-vex", cyclonedxFormat: "xml", cyclonedxVersion: "1.4" }),
  "report-compare": (client) => client.reports.compare("r1", "r2"),
  "report-compare-all": (client) =>
    client.reports.compare("r1", "r2", { removeWhitelist: true, filterResults: true, removeNotAffected: true }),
  "folder-list-filter": (client) => client.folders.list({ groupToken: "G-3", archivedOnly: true }).all(),
  "folder-list-folder": (client) => client.folders.list({ folderToken: "F-3" }).all(),
  "folder-create-all": (client) => client.folders.create("n", { description: "a description", groupToken: "G-4" }),
  "folder-create-sub": (client) => client.folders.create("n", { folderToken: "F-4" }),
  "folder-archive": (client) => client.folders.archive(["z", "b", "a"]),
  "folder-unarchive": (client) => client.folders.unarchive(["b"]),
  "group-list": (client) => client.groups.list().all(),
  "group-list-private": (client) => client.groups.list({ includePrivateWorkspaces: true }).all(),
  "group-list-archived": (client) => client.groups.listArchived().all(),
  "group-create-all": (client) => client.groups.create("n", { description: "d", groupToken: "G-8" }),
  "group-delete": (client) => client.groups.delete("G-8"),
  "group-info-sub": (client) => client.groups.info({ groupToken: "G-8", subgroups: true }),
  "group-archive": (client) => client.groups.archive(["z", "y"]),
  "group-unarchive": (client) => client.groups.unarchive(["z", "y"]),
  "group-settings-update": (client) =>
    client.groups.settings.update({
      groupToken: "G-8",
      vulnIdentifiers: ["PURL", "CPE", "CVE Product"],
      vulnStrictMatch: "on",
      reportDepVulns: "off",
      autoCloseJiraIssues: "on",
    }),
  "group-settings-update-one": (client) => client.groups.settings.update({ vulnStrictMatch: "off" }),
  "members-list": (client) => client.groups.members.list("G-8"),
  "members-add": (client) => client.groups.members.add("G-8", { memberEmail: "a.b+c@example.com", role: "member" }),
  "members-add-sub": (client) =>
    client.groups.members.add("G-8", { memberEmail: "a@example.com", role: "admin", allowAccessToSubgroups: true }),
  "members-update": (client) =>
    client.groups.members.update("G-8", { memberEmail: "a.b+c@example.com", newRole: "viewer" }),
  "members-remove": (client) => client.groups.members.remove("G-8", { memberEmail: "a.b+c@example.com" }),
  "activity-log-all": (client) =>
    client.groups
      .activityLog({
        groupToken: "G-8",
        folderToken: "F-9",
        manifestToken: "M-9",
        reportToken: "R-9",
        userEmail: "u@example.com",
        packageName: "openssl",
        packageVersion: "3.0",
        vulnId: "CVE-2022-3602",
        logType: "update_vuln_status",
        logMethod: "ui",
      })
      .all(),
  "cve-search": (client) => client.cves.search("openssl"),
  "cve-search-all": (client) => client.cves.searchIds("busybox", { version: "1.36" }),
  "cve-info": (client) => client.cves.info("CVE-2021-44228"),
  "cve-info-fields": (client) => client.cves.info("CVE-2021-44228", { fields: ["references", "epss", "impact"] }),
  "cve-set-status-all": (client) =>
    client.cves.setStatus(cveId, {
      scope: "manifest",
      packageName: "xz",
      status: "not_affected",
      justification: "code_not_present",
      justificationDetail: "built without it",
      packageVersion: "5.6.0",
      manifestTokens: ["m2", "m1"],
    }),
  "cve-set-status-groups": (client) =>
    client.cves.setStatus(cveId, {
      scope: "group",
      packageName: "xz",
      status: "resolved",
      groupTokens: ["g2", "g1"],
    }),
  "cve-set-status-everywhere": (client) =>
    client.cves.setStatus(cveId, { scope: "all", packageName: "xz", status: "exploitable" }),
  "cve-status": (client) =>
    client.cves.status(cveId, { packageName: "xz", packageVersion: "5.6.0", manifestToken: token }),
};

/** By the name of the recorded row. */
export const productCalls: Readonly<Record<string, LibraryCall>> = {
  ...inPlaces(productPlaces, ["bare", "product", "both"]),
  heartbeat: (client) => client.heartbeat(),
  "manifest-upload-all": (client, path) =>
    client.manifests.upload({
      ...sbom(path),
      kernelConfig: { file: path("kconfig") },
      ubootConfig: { file: path("uconfig") },
      manifestName: "n m",
      subfolderName: "sub",
      uploadOnly: true,
      filterResults: true,
      extraFields: ["published", "impact"],
    }),
  "manifest-rescan": (client) => client.manifests.rescan("m"),
  "manifest-latest": (client) => client.manifests.latestReport("m", { filterResults: true }),
  "manifest-delete": (client) => client.manifests.delete("m", { confirmed: true }),
  "manifest-reports": (client) => client.manifests.reports("m"),
  "manifest-info": (client) => client.manifests.info("m", { sbomFormat: "spdx-lite" }),
  "report-download": (client) => client.reports.download("r", { format: "csv" }),
  "report-compare": (client) => client.reports.compare("a", "b", { removeWhitelist: true, filterResults: true }),
  "product-list": (client) => client.products.list().all(),
  "product-create": (client) => client.products.create("my product", { description: "a b" }),
  "product-info": (client) => client.products.info("P-7"),
  "cve-search": (client) => client.cves.searchIds("openssl", { version: "3" }),
  "cve-info": (client) => client.cves.info("CVE-2021-44228", { fields: ["references", "impact"] }),
};

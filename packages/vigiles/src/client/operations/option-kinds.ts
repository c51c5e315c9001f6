import type { WriteOptions } from "../../files/atomic-write.js";
import type { CallControl } from "../api/api.js";
import type { UnknownValueOptions } from "../validation/choices.js";
import type { CveInfoOptions, GetStatusOptions, SearchCvesOptions, SetStatusOptions } from "./cves.js";
import type { CreateFolderOptions, ListFoldersOptions } from "./folders.js";
import type { ActivityLogOptions } from "./groups/activity-log.js";
import type { CreateGroupOptions, GroupInfoOptions, ListGroupsOptions } from "./groups/groups.js";
import type { AddMemberOptions, RemoveMemberOptions, UpdateMemberOptions } from "./groups/members.js";
import type { UpdateGroupSettingsOptions } from "./groups/settings.js";
import type { WaitOptions } from "./jobs.js";
import type { CustomScoreOptions } from "./manifests/custom-score.js";
import type { ReportOptions } from "./manifests/latest-report.js";
import type { ConversionOptions, ListManifestsOptions } from "./manifests/manifests.js";
import type { RescanOptions } from "./manifests/rescan.js";
import type { TransferOptions } from "./manifests/transfer.js";
import type { UploadOptions } from "./manifests/upload.js";
import type { CreateProductOptions } from "./products.js";
import type { CompareReportsOptions, DownloadReportOptions } from "./reports.js";

/** What an option takes. `checked`: its operation checks the value, and names what is legal. */
export type OptionKind = "text" | "flag" | "callback" | "checked";

/** The options of an operation, without those that every operation takes. */
type OwnOptions<T> = Omit<T, keyof CallControl | keyof UnknownValueOptions>;

/** The kind of each option; the compiler asks for a new one. */
type Kinds<T> = Readonly<Record<keyof OwnOptions<T>, OptionKind>>;

/** What an operation takes: the position of its options among its arguments, and their kinds. */
export interface OperationRow<T = unknown> {
  readonly position: number;
  readonly kinds: Kinds<T>;
}

function row<T = CallControl>(position: number, kinds: Kinds<T>): OperationRow {
  return { position, kinds };
}

const location: Kinds<ListManifestsOptions> = {
  groupToken: "checked",
  productToken: "checked",
  folderToken: "checked",
};
const writing: Kinds<Omit<WriteOptions, "signal">> = { noClobber: "flag", mode: "checked" };
const conversion: Kinds<ConversionOptions> = { sbomFormat: "checked", fileFormat: "checked", sbomVersion: "checked" };
const waiting: Kinds<WaitOptions> = { intervalMs: "checked", timeoutMs: "checked", onPoll: "callback" };
const background = { ...waiting, background: "flag", returnJob: "flag", onJob: "callback" } as const;
const report: Kinds<ReportOptions> = { filterResults: "flag", extraFields: "checked" };
const reportFile: Kinds<DownloadReportOptions> = {
  format: "checked",
  filterResults: "flag",
  cyclonedxFormat: "checked",
  cyclonedxVersion: "checked",
};
const input = { file: "text", text: "text", bytes: "checked" } as const;

/** Every operation, by its place in the client. */
export const operationRows: Readonly<Record<string, OperationRow>> = {
  heartbeat: row(0, {}),
  about: row(0, {}),
  "manifests.list": row<ListManifestsOptions>(0, location),
  "manifests.findByName": row<ListManifestsOptions>(1, location),
  "manifests.info": row<ConversionOptions>(1, conversion),
  "manifests.download": row<ConversionOptions>(1, conversion),
  "manifests.downloadStream": row<ConversionOptions>(1, conversion),
  "manifests.downloadFile": row<ConversionOptions & WriteOptions>(2, { ...conversion, ...writing }),
  "manifests.upload": row<UploadOptions>(0, {
    ...input,
    ...location,
    ...report,
    ...background,
    manifestName: "text",
    kernelConfig: "checked",
    ubootConfig: "checked",
    subfolderName: "text",
    uploadOnly: "flag",
    ecosystems: "checked",
    subscribe: "checked",
    exportFormat: "checked",
    exportPath: "text",
    cyclonedxFormat: "checked",
    cyclonedxVersion: "checked",
  }),
  "manifests.rescan": row<RescanOptions>(1, { ...report, ...background, rescanOnly: "flag" }),
  "manifests.latestReport": row<ReportOptions>(1, report),
  "manifests.reports": row(1, {}),
  "manifests.delete": row<{ confirmed?: boolean }>(1, { confirmed: "flag" }),
  "manifests.move": row<TransferOptions>(1, transferKinds()),
  "manifests.copy": row<TransferOptions>(1, transferKinds()),
  "manifests.setCustomScore": row<CustomScoreOptions>(1, {
    productName: "checked",
    cveId: "checked",
    customScore: "checked",
    productVersion: "text",
  }),
  "reports.download": row<DownloadReportOptions>(1, reportFile),
  "reports.downloadStream": row<DownloadReportOptions>(1, reportFile),
  "reports.downloadFile": row<DownloadReportOptions & WriteOptions>(2, { ...reportFile, ...writing }),
  "reports.compare": row<CompareReportsOptions>(2, {
    filterResults: "flag",
    removeWhitelist: "flag",
    removeNotAffected: "flag",
  }),
  "folders.list": row<ListFoldersOptions>(0, { ...location, archivedOnly: "flag" }),
  "folders.create": row<CreateFolderOptions>(1, { ...location, description: "text" }),
  "folders.archive": row(1, {}),
  "folders.unarchive": row(1, {}),
  "groups.list": row<ListGroupsOptions>(0, { includePrivateWorkspaces: "flag" }),
  "groups.listArchived": row(0, {}),
  "groups.create": row<CreateGroupOptions>(1, { description: "text", groupToken: "checked", topLevel: "flag" }),
  "groups.info": row<GroupInfoOptions>(0, { groupToken: "checked", subgroups: "flag" }),
  "groups.delete": row(1, {}),
  "groups.archive": row(1, {}),
  "groups.unarchive": row(1, {}),
  "groups.activityLog": row<ActivityLogOptions>(0, {
    groupToken: "checked",
    folderToken: "checked",
    noFolder: "flag",
    manifestToken: "checked",
    reportToken: "checked",
    userEmail: "checked",
    packageName: "text",
    packageVersion: "text",
    vulnId: "checked",
    logType: "checked",
    logMethod: "checked",
  }),
  "groups.members.list": row(1, {}),
  "groups.members.add": row<AddMemberOptions>(1, {
    memberEmail: "checked",
    role: "checked",
    allowAccessToSubgroups: "flag",
  }),
  "groups.members.update": row<UpdateMemberOptions>(1, { memberEmail: "checked", newRole: "checked" }),
  "groups.members.remove": row<RemoveMemberOptions>(1, { memberEmail: "checked" }),
  "groups.settings.get": row<{ groupToken?: string }>(0, { groupToken: "checked" }),
  "groups.settings.update": row<UpdateGroupSettingsOptions>(0, {
    groupToken: "checked",
    vulnIdentifiers: "checked",
    vulnStrictMatch: "checked",
    reportDepVulns: "checked",
    autoCloseJiraIssues: "checked",
    generateVulnAttrOnDate: "checked",
  }),
  "products.list": row(0, {}),
  "products.create": row<CreateProductOptions>(1, { description: "text" }),
  "products.info": row(1, {}),
  "cves.search": row<SearchCvesOptions>(1, { version: "text" }),
  "cves.searchIds": row<SearchCvesOptions>(1, { version: "text" }),
  "cves.info": row<CveInfoOptions>(1, { fields: "checked" }),
  "cves.setStatus": row<SetStatusOptions>(1, {
    scope: "checked",
    packageName: "checked",
    status: "checked",
    justification: "checked",
    justificationDetail: "text",
    packageVersion: "text",
    manifestTokens: "checked",
    groupTokens: "checked",
  }),
  "cves.status": row<GetStatusOptions>(1, {
    packageName: "checked",
    packageVersion: "checked",
    manifestToken: "checked",
  }),
  "jobs.get": row(1, {}),
  "jobs.wait": row<WaitOptions>(1, waiting),
};

function transferKinds(): Kinds<TransferOptions> {
  return { targetGroupToken: "checked", targetFolderToken: "checked", includeHistory: "flag" };
}

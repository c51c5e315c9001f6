export { createVigiles, type Vigiles, type VigilesConfig } from "./client/vigiles.js";
export type { VigilesOptions } from "./client/connection.js";
export type { About, Heartbeat } from "./client/service.js";
export type { CallControl } from "./client/api.js";
export { isDryRun, type DryRun, type Edition } from "@org/linuxlink-auth";
export type { Leniency } from "./client/choices.js";
export type { Listing, ListOptions } from "./client/listing.js";
export type { PlaceTokens } from "./client/place.js";
export type {
  ConversionOptions,
  CustomScoreOptions,
  DeleteResult,
  Manifest,
  ManifestInfo,
  Manifests,
  ReportReference,
  RescanOptions,
} from "./client/manifests.js";
export type { UploadOptions, UploadResult } from "./client/uploads.js";
export type { BackgroundOptions } from "./client/background.js";
export type { ReportOptions } from "./client/latest-report.js";
export type { TransferOptions } from "./client/transfers.js";
export type { ManifestTokens, ScanResult, Vulnerability, VulnerabilityListing } from "./client/scan-result.js";
export type { CompareReportsOptions, DownloadReportOptions, ReportComparison, Reports } from "./client/reports.js";
export type { CreatedFolder, CreateFolderOptions, Folder, Folders, ListFoldersOptions } from "./client/folders.js";
export type { CreateGroupOptions, GroupInfo, GroupInfoOptions, Groups, ListGroupsOptions } from "./client/groups.js";
export type { Acknowledgement, Group } from "./client/group.js";
export type {
  AddMemberOptions,
  GroupMembers,
  GroupMembership,
  RemoveMemberOptions,
  UpdateMemberOptions,
} from "./client/members.js";
export type { GroupSettings, GroupSettingsOperations, UpdateGroupSettingsOptions } from "./client/group-settings.js";
export type { ActivityEntry, ActivityLogOptions } from "./client/activity-log.js";
export type { CreateProductOptions, Product, ProductInfo, Products } from "./client/products.js";
export type { CveInfoOptions, Cves, GetStatusOptions, SearchCvesOptions, SetStatusOptions } from "./client/cves.js";
export type { Job, Jobs, WaitOptions } from "./client/jobs.js";
export { findingsOf, isOpen, severities, severityOf, type Finding, type Severity } from "./client/findings.js";
export { ecosystems } from "./client/ecosystems.js";
export type {
  CveField,
  CyclonedxFormat,
  CyclonedxVersion,
  ExtraField,
  FileFormat,
  Justification,
  LogMethod,
  LogType,
  OnOff,
  Open,
  ReportFormat,
  SbomFormat,
  SbomVersion,
  Scope,
  Subscription,
  VulnerabilityStatus,
  VulnIdentifier,
} from "./client/values.js";
export { readDashboardConfig, type DashboardConfig } from "./config/dashboard-config.js";
export type { WriteOptions } from "./files/atomic-write.js";
export type { TextInput } from "./files/text-input.js";
export { isVigilesError, VigilesError, type VigilesErrorCode } from "./errors.js";

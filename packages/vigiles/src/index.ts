/**
 * The Vigiles service: a client for SBOMs, CVEs and reports, and the findings of a scan.
 *
 * @packageDocumentation
 */
export { createVigiles, type Vigiles, type VigilesConfig } from "./client/vigiles.js";
export type { VigilesOptions } from "./client/configuration/options.js";
export type { LocationTokens } from "./client/configuration/choose-location-tokens.js";
export { readDashboardConfig, type DashboardConfig } from "./client/configuration/dashboard-config.js";
export { isDryRun, readSignedMessage, type DryRun, type Edition } from "@org/linuxlink-auth";
export type { CallControl } from "./client/api/api.js";
export type { Listing } from "./client/api/listing.js";
export type { UnknownValueOptions } from "./client/validation/choices.js";
export type { Operations } from "./client/operations/index.js";
export type { About, Heartbeat, Service } from "./client/operations/service.js";
export type { ConversionOptions, ListManifestsOptions, Manifests } from "./client/operations/manifests/manifests.js";
export type { Manifest, ManifestInfo } from "./client/operations/manifests/manifest.js";
export type { CustomScoreOptions } from "./client/operations/manifests/custom-score.js";
export type { DeleteResult } from "./client/operations/manifests/delete-result.js";
export type { UploadOptions, UploadResult } from "./client/operations/manifests/upload.js";
export type { RescanOptions } from "./client/operations/manifests/rescan.js";
export type { BackgroundOptions } from "./client/operations/manifests/background-scan.js";
export type { ReportOptions } from "./client/operations/manifests/latest-report.js";
export type { TransferOptions } from "./client/operations/manifests/transfer.js";
export type {
  CompareReportsOptions,
  DownloadReportOptions,
  ReportComparison,
  Reports,
} from "./client/operations/reports.js";
export type {
  CreatedFolder,
  CreateFolderOptions,
  Folder,
  Folders,
  ListFoldersOptions,
} from "./client/operations/folders.js";
export type {
  CreateGroupOptions,
  GroupInfo,
  GroupInfoOptions,
  Groups,
  ListGroupsOptions,
} from "./client/operations/groups/groups.js";
export type { Acknowledgement, Group } from "./client/operations/groups/group.js";
export type {
  AddMemberOptions,
  GroupMembers,
  GroupMembership,
  RemoveMemberOptions,
  UpdateMemberOptions,
} from "./client/operations/groups/members.js";
export type {
  GroupSettings,
  GroupSettingsOperations,
  UpdateGroupSettingsOptions,
} from "./client/operations/groups/settings.js";
export type { ActivityEntry, ActivityLogOptions } from "./client/operations/groups/activity-log.js";
export type { CreateProductOptions, Product, ProductInfo, Products } from "./client/operations/products.js";
export type {
  CveInfoOptions,
  Cves,
  GetStatusOptions,
  SearchCvesOptions,
  SetStatusOptions,
} from "./client/operations/cves.js";
export type { Job, Jobs, WaitOptions } from "./client/operations/jobs.js";
export type { CveField, ExtraField } from "./client/enums/cve-fields.js";
export { ecosystems } from "./client/enums/ecosystems.js";
export type { CyclonedxFormat, CyclonedxVersion, ReportFormat } from "./client/enums/export-formats.js";
export type { LogMethod, LogType, OnOff, VulnIdentifier } from "./client/enums/groups.js";
export type { Open } from "./client/enums/open-enum.js";
export type { FileFormat, SbomFormat, SbomVersion } from "./client/enums/sbom-formats.js";
export type { Subscription } from "./client/enums/subscriptions.js";
export type { Justification, Scope, VulnerabilityStatus } from "./client/enums/vulnerability-status.js";
export type { Finding } from "./findings/finding.js";
export { findingsOf, type FindingsOptions } from "./findings/findings-of.js";
export { isOpen } from "./findings/status.js";
export { severities, severityOf, type Severity } from "./findings/severity.js";
export type { ManifestTokens, ScanResult, Vulnerability, VulnerabilityListing } from "./findings/scan-result.js";
export type { WriteOptions } from "./files/atomic-write.js";
export type { TextInput } from "./files/text-input.js";
export { isVigilesError, VigilesError, type VigilesErrorCode } from "./errors.js";

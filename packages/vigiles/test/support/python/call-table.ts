import type { Edition } from "../../../src/index.js";

/** What a parameter of a call takes. */
export type ParameterKind =
  | "bomFormat"
  | "bomVersion"
  | "config"
  | "cve"
  | "ecosystems"
  | "email"
  | "exportFormat"
  | "extraFields"
  | "fields"
  | "flag"
  | "identifiers"
  | "justification"
  | "logMethod"
  | "logType"
  | "onOff"
  | "reportFormat"
  | "sbomFormat"
  | "sbomSyntax"
  | "sbomVersion"
  | "score"
  | "status"
  | "subscription"
  | "text"
  | "token"
  | "tokens";

type Parameters = Readonly<Record<string, ParameterKind>>;

/** A call of the original, and the same call here. */
export interface CallRow {
  /** Path of the function below `timesys`. */
  readonly original: string;
  /** Path of the method below the client. */
  readonly here: string;
  /** Parameters that are arguments of both. */
  readonly positional?: Parameters;
  /** Parameters of the original that are always given. */
  readonly required?: Parameters;
  readonly optional?: Parameters;
  /** Parameters whose value is fixed. They choose the method here, unless it has an option of this name. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  /** Options here whose names are not those of the original in camel case. */
  readonly renamed?: Readonly<Record<string, string>>;
}

const conversion: Parameters = { sbom_format: "sbomFormat", file_format: "sbomSyntax", sbom_version: "sbomVersion" };
const manifest: Parameters = { manifest_token: "token" };
const report: Parameters = { filter_results: "flag", extra_fields: "extraFields" };
const upload: Parameters = {
  ...report,
  kernel_config: "config",
  uboot_config: "config",
  manifest_name: "text",
  subfolder_name: "text",
  upload_only: "flag",
};
const group: Parameters = { group_token: "token" };
const cveSearch = {
  original: "vigiles.cves.search_cves_by_product",
  positional: { cpe_product: "text" },
  optional: { version: "text" },
} as const;
const comparison: Parameters = { token_one: "token", token_two: "token" };

const common: readonly CallRow[] = [
  { original: "utilities.heartbeat", here: "heartbeat" },
  { original: "vigiles.manifests.get_manifests", here: "manifests.list" },
  {
    original: "vigiles.manifests.get_manifest_info",
    here: "manifests.info",
    positional: manifest,
    optional: conversion,
  },
  {
    original: "vigiles.manifests.get_manifest_file",
    here: "manifests.download",
    positional: manifest,
    optional: conversion,
  },
  {
    original: "vigiles.manifests.rescan_manifest",
    here: "manifests.rescan",
    positional: manifest,
    optional: { ...report, rescan_only: "flag" },
  },
  {
    original: "vigiles.manifests.delete_manifest",
    here: "manifests.delete",
    positional: manifest,
    fixed: { confirmed: true },
  },
  { original: "vigiles.manifests.get_report_tokens", here: "manifests.reports", positional: manifest },
  {
    original: "vigiles.manifests.get_latest_report",
    here: "manifests.latestReport",
    positional: manifest,
    optional: report,
  },
  {
    original: "vigiles.cves.get_cve_info",
    here: "cves.info",
    positional: { cve_id: "cve" },
    optional: { fields: "fields" },
  },
  { ...cveSearch, here: "cves.search" },
  { ...cveSearch, here: "cves.searchIds", fixed: { ids_only: true } },
];

const groupRows: readonly CallRow[] = [
  ...common,
  { original: "utilities.get_app_db_version", here: "about" },
  {
    original: "vigiles.manifests.upload_manifest",
    here: "manifests.upload",
    required: { manifest: "text" },
    optional: { ...upload, ecosystems: "ecosystems", subscribe: "subscription" },
    renamed: { manifest: "text" },
  },
  {
    original: "vigiles.manifests.set_custom_score",
    here: "manifests.setCustomScore",
    positional: manifest,
    required: { product_name: "text", cve_id: "cve", custom_score: "score" },
    optional: { product_version: "text" },
  },
  ...(["move", "copy"] as const).flatMap((verb) =>
    (["target_group_token", "target_folder_token"] as const).map((target) => ({
      original: `vigiles.manifests.bulk_${verb}_manifests`,
      here: `manifests.${verb}`,
      positional: { sbom_tokens: "tokens" } as const,
      required: { [target]: "token" } as const,
      optional: { include_history: "flag" } as const,
    })),
  ),
  {
    original: "vigiles.reports.download_report",
    here: "reports.download",
    positional: { report_token: "token" },
    required: { format: "exportFormat" },
    optional: { filter_results: "flag" },
  },
  {
    original: "vigiles.reports.download_report",
    here: "reports.download",
    positional: { report_token: "token" },
    optional: { filter_results: "flag", cyclonedx_format: "bomFormat", cyclonedx_version: "bomVersion" },
    fixed: { format: "cyclonedx-vex" },
  },
  {
    original: "vigiles.reports.compare_reports",
    here: "reports.compare",
    positional: comparison,
    optional: { remove_whitelist: "flag", remove_not_affected: "flag", filter_results: "flag" },
  },
  { original: "vigiles.folders.get_folders", here: "folders.list", optional: { archived_only: "flag" } },
  {
    original: "vigiles.folders.get_folders",
    here: "folders.list",
    required: { folder_token: "token" },
    optional: { archived_only: "flag" },
  },
  {
    original: "vigiles.folders.create_folder",
    here: "folders.create",
    positional: { folder_name: "text" },
    optional: { description: "text" },
  },
  { original: "vigiles.folders.archive_folders", here: "folders.archive", positional: { tokens: "tokens" } },
  { original: "vigiles.folders.unarchive_folders", here: "folders.unarchive", positional: { tokens: "tokens" } },
  { original: "vigiles.groups.get_groups", here: "groups.list", optional: { include_private_workspaces: "flag" } },
  { original: "vigiles.groups.get_archived_groups", here: "groups.listArchived" },
  {
    original: "vigiles.groups.create_group",
    here: "groups.create",
    positional: { group_name: "text" },
    optional: { group_description: "text", ...group },
    renamed: { group_description: "description" },
  },
  {
    original: "vigiles.groups.get_group_info",
    here: "groups.info",
    required: group,
    optional: { subgroups: "flag" },
  },
  { original: "vigiles.groups.bulk_archive_groups", here: "groups.archive", positional: { tokens: "tokens" } },
  { original: "vigiles.groups.bulk_unarchive_groups", here: "groups.unarchive", positional: { tokens: "tokens" } },
  { original: "vigiles.groups.delete_group", here: "groups.delete", positional: group },
  { original: "vigiles.groups.get_group_members", here: "groups.members.list", positional: group },
  {
    original: "vigiles.groups.add_group_member",
    here: "groups.members.add",
    positional: group,
    required: { member_email: "email", role: "text" },
    optional: { access_subgroups: "flag" },
    renamed: { access_subgroups: "allowAccessToSubgroups" },
  },
  {
    original: "vigiles.groups.update_group_member",
    here: "groups.members.update",
    positional: group,
    required: { member_email: "email", new_role: "text" },
  },
  {
    original: "vigiles.groups.remove_group_member",
    here: "groups.members.remove",
    positional: group,
    required: { member_email: "email" },
  },
  { original: "vigiles.groups.get_group_settings", here: "groups.settings.get", required: group },
  {
    original: "vigiles.groups.update_group_settings",
    here: "groups.settings.update",
    required: { ...group, vuln_identifiers: "identifiers" },
    optional: { vuln_strict_match: "onOff", report_dep_vulns: "onOff", auto_close_jira_issues: "onOff" },
  },
  {
    original: "vigiles.groups.search_activity_log",
    here: "groups.activityLog",
    required: { ...group, folder_token: "token" },
    optional: {
      manifest_token: "token",
      report_token: "token",
      user_email: "email",
      package_name: "text",
      package_version: "text",
      vuln_id: "cve",
      log_type: "logType",
      log_method: "logMethod",
    },
  },
  ...(
    [
      ["manifest", { manifest_tokens: "tokens" }],
      ["group", { group_tokens: "tokens" }],
      ["all", {}],
    ] as const
  ).map(([scope, targets]) => ({
    original: "vigiles.cves.set_status",
    here: "cves.setStatus",
    positional: { cve_id: "cve" } as const,
    required: { package_name: "text", status: "status", ...targets } as const,
    optional: { justification: "justification", justification_detail: "text", package_version: "text" } as const,
    fixed: { scope },
  })),
  {
    original: "vigiles.cves.get_vuln_status",
    here: "cves.status",
    positional: { cve_id: "cve" },
    required: { package_name: "text", package_version: "text", ...manifest },
  },
];

const productRows: readonly CallRow[] = [
  ...common,
  {
    original: "vigiles.manifests.upload_manifest",
    here: "manifests.upload",
    required: { manifest: "text" },
    optional: upload,
    renamed: { manifest: "text" },
  },
  {
    original: "vigiles.reports.download_report",
    here: "reports.download",
    positional: { report_token: "token" },
    required: { format: "reportFormat" },
    optional: { filter_results: "flag" },
  },
  {
    original: "vigiles.reports.compare_reports",
    here: "reports.compare",
    positional: comparison,
    optional: { remove_whitelist: "flag", filter_results: "flag" },
  },
  { original: "vigiles.folders.get_folders", here: "folders.list" },
  { original: "vigiles.products.get_products", here: "products.list" },
  {
    original: "vigiles.products.create_product",
    here: "products.create",
    positional: { product_name: "text" },
    optional: { product_description: "text" },
    renamed: { product_description: "description" },
  },
  { original: "vigiles.products.get_product_info", here: "products.info", positional: { product_token: "token" } },
];

/** The functions of the original package, by edition. */
export const callTable: Readonly<Record<Edition, readonly CallRow[]>> = { groups: groupRows, products: productRows };

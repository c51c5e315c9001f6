/** The values the service knows, under their wire names. Types derive from them. */
export const sbomFormats = ["spdx", "spdx-lite", "cyclonedx"] as const;
export type SbomFormat = (typeof sbomFormats)[number];

export const fileFormats = ["json", "xml", "yaml", "tag", "xlsx", "xls", "rdfxml", "json-ld"] as const;
export type FileFormat = (typeof fileFormats)[number];

export const sbomVersions = ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.2", "2.3", "3.0.1"] as const;
export type SbomVersion = (typeof sbomVersions)[number];

export const reportFormats = [
  "pdf",
  "pdfsummary",
  "xlsx",
  "csv",
  "cyclonedx-vex",
  "cyclonedx-sbom-vex",
  "spdx_3-sbom-vex",
] as const;
export type ReportFormat = (typeof reportFormats)[number];

export const cyclonedxFormats = ["json", "xml"] as const;
export type CyclonedxFormat = (typeof cyclonedxFormats)[number];

export const cyclonedxVersions = ["1.4", "1.5", "1.6", "1.7"] as const;
export type CyclonedxVersion = (typeof cyclonedxVersions)[number];

export const extraFields = [
  "assigner",
  "description",
  "impact",
  "modified",
  "problem_types",
  "published",
  "references",
] as const;
export type ExtraField = (typeof extraFields)[number];

export const cveFields = [
  "affected_configurations",
  "assigner",
  "description",
  "identifier",
  "impact",
  "modified",
  "problem_types",
  "published",
  "references",
  "nvd_status",
  "cisa",
  "epss",
] as const;
export type CveField = (typeof cveFields)[number];

export const subscriptions = ["none", "daily", "weekly", "monthly"] as const;
export type Subscription = (typeof subscriptions)[number];

export const scopes = ["manifest", "group", "all"] as const;
export type Scope = (typeof scopes)[number];

export const vulnerabilityStatuses = [
  "resolved",
  "resolved_with_pedigree",
  "exploitable",
  "in_triage",
  "false_positive",
  "not_affected",
] as const;
export type VulnerabilityStatus = (typeof vulnerabilityStatuses)[number];

export const justifications = [
  "code_not_present",
  "code_not_reachable",
  "requires_configuration",
  "requires_dependency",
  "requires_environment",
  "protected_by_compiler",
  "protected_at_runtime",
  "protected_at_perimeter",
  "protected_by_mitigating_control",
] as const;
export type Justification = (typeof justifications)[number];

export const vulnIdentifiers = ["PURL", "CPE", "CVE Product", "Package Name"] as const;
export type VulnIdentifier = (typeof vulnIdentifiers)[number];

export const onOff = ["on", "off"] as const;
export type OnOff = (typeof onOff)[number];

export const logTypes = [
  "create_note",
  "delete_note",
  "import_note",
  "update_vuln_status",
  "import_vuln_status",
  "update_custom_score",
  "import_custom_score",
  "create_jira_issue",
  "delete_jira_issue",
] as const;
export type LogType = (typeof logTypes)[number];

export const logMethods = ["ui", "api"] as const;
export type LogMethod = (typeof logMethods)[number];

/** A known value, or any text where `allowUnknown` is set. The known ones complete in an editor. */
export type Open<Known extends string> = Known | (string & {});

/** The identifiers by which a group matches packages with vulnerabilities. */
export const vulnIdentifiers = ["PURL", "CPE", "CVE Product", "Package Name"] as const;
/** An identifier by which a group matches packages with vulnerabilities. */
export type VulnIdentifier = (typeof vulnIdentifiers)[number];

/** The values of a group's switches. */
export const onOff = ["on", "off"] as const;
/** The value of a group's switch. */
export type OnOff = (typeof onOff)[number];

/** The events that a group's activity log records. */
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
/** An event that a group's activity log records. */
export type LogType = (typeof logTypes)[number];

/** How a logged change was made: on the web pages or by the API. */
export const logMethods = ["ui", "api"] as const;
/** How a logged change was made: on the web pages or by the API. */
export type LogMethod = (typeof logMethods)[number];

import type { Clock } from "../../clock.js";
import type { VigilesUser } from "../options.js";
import type { Sbom } from "../sbom/sbom.js";
import type { Finding, FindingDecision } from "../scanner/finding.js";
import type { TokenIssuer } from "./token-issuer.js";

/** A group, a subgroup, a product (which is a top-level group), or the Private Workspace of a user. */
export interface Group {
  /** The token. */
  readonly token: string;
  /** The name. */
  readonly name: string;
  /** The description; can be empty. */
  readonly description: string;
  /** The token of the group above it; undefined for a top-level group. */
  readonly parent: string | undefined;
  /** The time of creation, in milliseconds since 1970. */
  readonly createdMs: number;
  /** The e-mail address of the user whose Private Workspace it is; undefined for other groups. */
  readonly owner: string | undefined;
  /** Whether the group is archived. Lists omit archived groups. */
  archived: boolean;
  /** The settings. */
  settings: GroupSettings;
  /** The members, by e-mail address. */
  readonly members: Map<string, Member>;
}

/** The settings of a group, under their names in the API. Switches are `on` or `off`. */
export interface GroupSettings {
  /** The identifiers by which packages are matched. */
  readonly vuln_identifiers: readonly string[];
  /** Switch: match packages strictly. */
  readonly vuln_strict_match: string;
  /** Switch: report the vulnerabilities of dependencies. */
  readonly report_dep_vulns: string;
  /** Switch: close Jira issues automatically. */
  readonly auto_close_jira_issues: string;
  /** Switch: add dates to vulnerability attributes. */
  readonly generate_vuln_attr_on_date: string;
}

/** A member of a group, under the names of the API. */
export interface Member {
  /** The e-mail address. */
  readonly email: string;
  /** The role, in free text. */
  readonly role: string;
  /** Whether the member may see the subgroups. */
  readonly allow_access_to_subgroups: boolean;
}

/** A folder in a group, or in another folder of the group. */
export interface Folder {
  /** The token. */
  readonly token: string;
  /** The name. */
  readonly name: string;
  /** The description; can be empty. */
  readonly description: string;
  /** The token of its group. */
  readonly group: string;
  /** The token of the folder that contains it; undefined directly in the group. */
  readonly parent: string | undefined;
  /** The time of creation, in milliseconds since 1970. */
  readonly createdMs: number;
  /** Whether the folder is archived. Lists omit archived folders. */
  archived: boolean;
}

/** An uploaded SBOM. */
export interface Manifest {
  /** The token. */
  readonly token: string;
  /** The name. */
  readonly name: string;
  /** The token of its group. */
  group: string;
  /** The token of its folder; undefined directly in the group. */
  folder: string | undefined;
  /** The time of the upload, in milliseconds since 1970. */
  readonly uploadedMs: number;
  /** Counts the SBOMs with this name in the same location, starting with 1. */
  readonly version: number;
  /** The content. */
  readonly sbom: Sbom;
  /** The `.config` of the kernel. */
  readonly kernelConfig: string | undefined;
  /** The `.config` of U-Boot. */
  readonly ubootConfig: string | undefined;
  /** The ecosystems whose advisories are reported. */
  readonly ecosystems: readonly string[];
  /** How often to notify the user. */
  readonly subscribe: string;
  /** The custom scores, oldest first. */
  readonly customScores: CustomScore[];
}

/** A score that a user has set instead of the published one. */
export interface CustomScore {
  /** The name of the package. */
  readonly package: string;
  /** The version of the package; undefined for all versions. */
  readonly version: string | undefined;
  /** The CVE id. */
  readonly cveId: string;
  /** The score, 0 to 10. */
  readonly score: number;
}

/** The result of a scan. */
export interface Report {
  /** The token. */
  readonly token: string;
  /** The token of the scanned manifest. */
  readonly manifest: string;
  /** The time of the scan, in milliseconds since 1970. */
  readonly createdMs: number;
  /** The findings, in the order of the packages. */
  readonly findings: readonly Finding[];
}

/** A triage status that a user has set for a vulnerability, and its scope. */
export interface StatusDecision extends FindingDecision {
  /** Where it applies. */
  readonly scope: "manifest" | "group" | "all";
  /** The CVE id. */
  readonly cveId: string;
  /** The name of the package. */
  readonly package: string;
  /** The version of the package; undefined for all versions. */
  readonly version: string | undefined;
  /** The tokens of the manifests or groups to which it applies; empty for the scope `all`. */
  readonly targets: readonly string[];
  /** The e-mail address of the user who set it. */
  readonly user: string;
  /** When it was set, in milliseconds since 1970. */
  readonly setMs: number;
}

/** A line of the activity log, under the names of the API. */
export interface Activity {
  /** The time. */
  readonly date: string;
  /** The kind of the activity, such as `update_vuln_status`. */
  readonly log_type: string;
  /** The interface that the user used. */
  readonly method: "api" | "ui";
  /** The activity in words. */
  readonly description: string;
  /** The token of the group. */
  readonly group: string;
  /** The token of the folder. */
  readonly folder: string | null;
  /** The token of the report. */
  readonly report: string | null;
  /** The token of the manifest. */
  readonly manifest: string | null;
  /** The e-mail address of the user. */
  readonly user: string;
  /** The CVE id. */
  readonly vuln_id: string;
  /** The name of the package. */
  readonly package: string;
  /** The version of the package. */
  readonly package_version: string | null;
}

/** A background job. */
export interface Job {
  /** The id. */
  readonly id: string;
  /** The token of the manifest. */
  readonly manifest: string;
  /** Whether a client has polled it. */
  isAsked: boolean;
}

/** The state of the Vigiles service. Maps are by token, or by id for jobs. */
export interface VigilesState {
  /** The time. */
  readonly clock: Clock;
  /** The source of new tokens. */
  readonly tokens: TokenIssuer;
  /** The users whose requests are accepted. */
  readonly users: readonly VigilesUser[];
  /** The groups, products and Private Workspaces. */
  readonly groups: Map<string, Group>;
  /** The folders. */
  readonly folders: Map<string, Folder>;
  /** The uploaded SBOMs. */
  readonly manifests: Map<string, Manifest>;
  /** The reports. */
  readonly reports: Map<string, Report>;
  /** The background jobs. */
  readonly jobs: Map<string, Job>;
  /** The triage statuses that users have set, oldest first. */
  readonly decisions: StatusDecision[];
  /** The lines of all activity logs, oldest first. */
  readonly activity: Activity[];
}

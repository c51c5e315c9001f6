import type { Clock } from "../../clock.js";
import type { VigilesUser } from "../options.js";
import type { Finding } from "../scanner/finding.js";
import type { Sbom } from "../sbom/sbom.js";
import type { TokenIssuer } from "./token-issuer.js";

/** A group, subgroup, product (which is a group at the top), or someone's Private Workspace. */
export interface Group {
  readonly token: string;
  readonly name: string;
  readonly description: string;
  /** The group above; undefined at the top. */
  readonly parent: string | undefined;
  readonly createdMs: number;
  /** Whose Private Workspace this is, if it is one. */
  readonly owner: string | undefined;
  archived: boolean;
  settings: GroupSettings;
  readonly members: Map<string, Member>;
}

/** The settings of a group; switches are `on` or `off`. */
export interface GroupSettings {
  readonly vuln_identifiers: readonly string[];
  readonly vuln_strict_match: string;
  readonly report_dep_vulns: string;
  readonly auto_close_jira_issues: string;
  readonly generate_vuln_attr_on_date: string;
}

/** Someone's place in a group. Roles are free text. */
export interface Member {
  readonly email: string;
  readonly role: string;
  readonly allow_access_to_subgroups: boolean;
}

/** A folder of a group, possibly inside another folder. */
export interface Folder {
  readonly token: string;
  readonly name: string;
  readonly description: string;
  readonly group: string;
  readonly parent: string | undefined;
  readonly createdMs: number;
  archived: boolean;
}

/** An uploaded SBOM. */
export interface Manifest {
  readonly token: string;
  readonly name: string;
  group: string;
  folder: string | undefined;
  readonly uploadedMs: number;
  /** How many SBOMs of this name the same place had before, plus one. */
  readonly version: number;
  readonly sbom: Sbom;
  readonly kernelConfig: string | undefined;
  readonly ubootConfig: string | undefined;
  readonly ecosystems: readonly string[];
  readonly subscribe: string;
  /** Scores that were set by hand. */
  readonly customScores: CustomScore[];
}

/** A score that replaces the published one; without a version it counts for all. */
export interface CustomScore {
  readonly package: string;
  readonly version: string | undefined;
  readonly cveId: string;
  readonly score: number;
}

/** The result of one scan. */
export interface Report {
  readonly token: string;
  readonly manifest: string;
  readonly createdMs: number;
  readonly findings: readonly Finding[];
}

/** What someone decided about a vulnerability, and where it holds. */
export interface StatusDecision {
  readonly scope: "manifest" | "group" | "all";
  readonly cveId: string;
  readonly package: string;
  readonly version: string | undefined;
  readonly status: string;
  readonly justification: string | undefined;
  readonly justificationDetail: string | undefined;
  /** Manifest or group tokens, by scope. */
  readonly targets: readonly string[];
  readonly user: string;
  readonly setMs: number;
}

/** A line of a group's activity log. */
export interface Activity {
  readonly date: string;
  readonly log_type: string;
  readonly method: "api" | "ui";
  readonly description: string;
  readonly group: string;
  readonly folder: string | null;
  readonly report: string | null;
  readonly manifest: string | null;
  readonly user: string;
  readonly vuln_id: string;
  readonly package: string;
  readonly package_version: string | null;
}

/** A background job. */
export interface Job {
  readonly id: string;
  readonly manifest: string;
  /** Whether anyone has asked about it yet. */
  isAsked: boolean;
}

/** Everything the service remembers. */
export interface VigilesState {
  readonly clock: Clock;
  readonly tokens: TokenIssuer;
  readonly users: readonly VigilesUser[];
  readonly groups: Map<string, Group>;
  readonly folders: Map<string, Folder>;
  readonly manifests: Map<string, Manifest>;
  readonly reports: Map<string, Report>;
  readonly jobs: Map<string, Job>;
  readonly decisions: StatusDecision[];
  readonly activity: Activity[];
}

/** One vulnerability of a package, as scans list it. Further members depend on `extraFields`. */
export interface Vulnerability {
  readonly cve_id?: string;
  readonly version?: string;
  readonly cvss?: string | number;
  readonly vector?: string;
  readonly status?: string;
  readonly fixedby?: readonly unknown[];
  readonly [member: string]: unknown;
}

/** Vulnerabilities: a map from package names, or, from some servers, a plain list. */
export type VulnerabilityListing =
  | Readonly<Record<string, readonly Vulnerability[]>>
  | readonly (Vulnerability & { readonly product?: string; readonly package?: string })[];

/** The place of an SBOM. `product_token` stands in for `group_token` in the products edition. */
export interface ManifestTokens {
  readonly manifest_token: string;
  readonly group_token?: string;
  readonly product_token?: string;
  readonly folder_token?: string;
}

/** What a scan answers, and what the latest report says. */
export interface ScanResult extends ManifestTokens {
  readonly manifest_name?: string;
  readonly cves?: VulnerabilityListing;
  readonly counts?: Readonly<Record<string, unknown>>;
  readonly date?: string;
  /** `/cves/reports/<report token>` */
  readonly report_path?: string;
  readonly group_path?: string;
  readonly product_path?: string;
  /** The SBOM as SPDX text. */
  readonly exported_manifest?: string;
  /** Of a background job that is not waited for. */
  readonly job_id?: string;
  readonly [member: string]: unknown;
}

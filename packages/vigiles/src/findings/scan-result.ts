/** A vulnerability of a package, as scans list it. */
export interface Vulnerability {
  /** Id of the CVE. Vulnerabilities of other databases have `id` instead. */
  readonly cve_id?: string;
  /** Version of the package. */
  readonly version?: string;
  /** CVSS base score, 0 to 10. */
  readonly cvss?: string | number;
  /** CVSS attack vector, for example `NETWORK`. */
  readonly vector?: string;
  /** Triage status, for example `Unfixed, Patch Available`. */
  readonly status?: string;
  /** Versions or patches that fix it. */
  readonly fixedby?: readonly unknown[];
  /** Further members, for example those that `extraFields` requested. */
  readonly [member: string]: unknown;
}

/** Vulnerabilities: a map by package name; some servers return a list instead. */
export type VulnerabilityListing =
  | Readonly<Record<string, readonly Vulnerability[]>>
  | readonly (Vulnerability & { readonly product?: string; readonly package?: string })[];

/** The tokens of an SBOM and of its location. */
export interface ManifestTokens {
  /** The token by which operations select the SBOM. */
  readonly manifest_token: string;
  /** Token of its group, in the edition `groups`. */
  readonly group_token?: string;
  /** Token of its product, in the edition `products`. */
  readonly product_token?: string;
  /** Token of its folder. */
  readonly folder_token?: string;
}

/** Result of a scan, and content of the latest report. */
export interface ScanResult extends ManifestTokens {
  /** Name of the SBOM. */
  readonly manifest_name?: string;
  /** The CVEs that were found. Read them with `findingsOf`. */
  readonly cves?: VulnerabilityListing;
  /** Numbers of vulnerabilities, by the service's own names. */
  readonly counts?: Readonly<Record<string, unknown>>;
  /** When the report was made. */
  readonly date?: string;
  /** Path of the report's web page. Its last segment is the report's token: `/cves/reports/<report token>`. */
  readonly report_path?: string;
  /** Path of the group's web page. */
  readonly group_path?: string;
  /** Path of the product's web page. */
  readonly product_path?: string;
  /** The SBOM as SPDX text. */
  readonly exported_manifest?: string;
  /** Id of a background job that has not been waited for. */
  readonly job_id?: string;
  /** Further members, for example findings of other databases. */
  readonly [member: string]: unknown;
}

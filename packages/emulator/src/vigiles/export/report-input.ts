import type { Sbom } from "../sbom/sbom.js";
import type { Finding } from "../scanner/finding.js";

/** The content of a report's file. */
export interface ReportInput {
  /** The name of the SBOM. */
  readonly title: string;
  /** The time of the scan, in milliseconds since 1970. */
  readonly createdMs: number;
  /** The SBOM. */
  readonly sbom: Sbom;
  /** The findings to include. */
  readonly findings: readonly Finding[];
}

import type { Finding } from "../scanner/finding.js";
import type { Sbom } from "../sbom/sbom.js";

/** What a report's file is made of. */
export interface ReportInput {
  readonly title: string;
  readonly createdMs: number;
  readonly sbom: Sbom;
  readonly findings: readonly Finding[];
}

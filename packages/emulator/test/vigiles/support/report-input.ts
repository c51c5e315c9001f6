import type { ReportInput } from "../../../src/vigiles/export/report-input.js";
import { readSbom } from "../../../src/vigiles/sbom/read-sbom.js";
import type { FindingDecision } from "../../../src/vigiles/scanner/finding.js";
import { scan } from "../../../src/vigiles/scanner/scan.js";

const components = [
  { type: "library", name: "openssl", version: "1.0.1f", purl: "pkg:generic/openssl@1.0.1f" },
  { type: "library", name: "xz", version: "5.6.0", licenses: [{ license: { id: "0BSD" } }] },
  { type: "library", name: 'odd "name", <&>', version: "1" },
];

/** An SBOM with two vulnerable packages, and one with a name that every format must escape. */
export const sbom = readSbom(
  JSON.stringify({
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    metadata: { component: { name: "Gerät (1)" } },
    components,
  }),
);

const decisions: Readonly<Record<string, FindingDecision>> = {
  "CVE-2024-3094": {
    status: "not_affected",
    justification: "code_not_present",
    justificationDetail: "built from git",
  },
};

/** A report of this SBOM, with one triage status. */
export const input: ReportInput = {
  title: "Gerät (1)",
  createdMs: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
  sbom,
  findings: scan(sbom, { findDecision: (_pkg, cveId) => decisions[cveId] }),
};

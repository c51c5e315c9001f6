import type { Finding } from "../../scanner/finding.js";
import { severityOf } from "../../scanner/vulnerability.js";
import { referenceOf } from "../identifiers.js";

/** A vulnerability in CycloneDX JSON. The members are those of the standard. */
export interface BomVulnerability {
  readonly id: string;
  readonly source: { readonly name: string; readonly url: string };
  readonly ratings: readonly {
    readonly score: number;
    readonly severity: string;
    readonly method: "CVSSv31";
    readonly vector: string;
  }[];
  readonly cwes: readonly number[];
  readonly description: string;
  readonly published: string;
  readonly analysis: BomAnalysis;
  readonly affects: readonly { readonly ref: string }[];
}

interface BomAnalysis {
  readonly state: string;
  readonly justification?: string;
  readonly detail?: string;
}

/** Creates the vulnerabilities of a document. The triage status of a finding becomes its analysis. */
export function bomVulnerabilities(findings: readonly Finding[]): readonly BomVulnerability[] {
  return findings.map((finding) => {
    const { id, vector, cwe, description, published } = finding.vulnerability;
    return {
      id,
      source: { name: "NVD", url: `https://nvd.nist.gov/vuln/detail/${id}` },
      ratings: [{ score: finding.score, severity: severityOf(finding.score), method: "CVSSv31", vector }],
      cwes: cwe.flatMap((name) => /^CWE-(\d+)$/.exec(name)?.[1] ?? []).map(Number),
      description,
      published: `${published}T00:00:00Z`,
      analysis: analysisOf(finding),
      affects: [{ ref: referenceOf(finding.package, finding.version, finding.purl) }],
    };
  });
}

/** Writes the triage status. The service uses the same words for status and justification as CycloneDX. */
function analysisOf({ status, decision, fixedBy }: Finding): BomAnalysis {
  if (decision !== undefined) {
    return {
      state: decision.status,
      ...(decision.justification !== undefined && { justification: decision.justification }),
      ...(decision.justificationDetail !== undefined && { detail: decision.justificationDetail }),
    };
  }
  if (status === "Fixed") return { state: "resolved_with_pedigree", detail: fixedBy.join("; ") };
  return { state: status === "Whitelisted" ? "not_affected" : "in_triage" };
}

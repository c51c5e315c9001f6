import type { Package } from "../../sbom/sbom.js";
import type { Finding } from "../../scanner/finding.js";
import { severityOf } from "../../scanner/vulnerability.js";
import { formatTimestamp } from "../../timestamps.js";
import { referenceOf, uniquePackages, uuidOf } from "../identifiers.js";
import type { ReportInput } from "../report-input.js";

type Element = Readonly<Record<string, unknown>>;

const creationInfo = "_:creationInfo";

/** Creates an SPDX 3.0.1 document in JSON-LD, with the packages and, for each finding, its score and VEX statement. */
export function spdx3Document(input: ReportInput): { "@context": string; "@graph": readonly Element[] } {
  const { title, createdMs, sbom, findings } = input;
  const base = `https://spdx.org/spdxdocs/${uuidOf(`${title} ${createdMs}`)}`;
  const elements = [
    ...packageElements(base, sbom.packages),
    ...vulnerabilityElements(base, findings),
    ...findings.flatMap((finding) => assessmentElements(base, finding)),
  ];
  const graph = [
    {
      type: "CreationInfo",
      "@id": creationInfo,
      specVersion: "3.0.1",
      created: formatTimestamp(createdMs),
      createdBy: [agentOf(base)],
    },
    { type: "SoftwareAgent", spdxId: agentOf(base), creationInfo, name: "org-emulator" },
    {
      type: "SpdxDocument",
      spdxId: `${base}#document`,
      creationInfo,
      name: title,
      profileConformance: ["core", "software", "security"],
      element: elements.map(({ spdxId }) => spdxId),
    },
    ...elements,
  ];
  return { "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": graph };
}

function agentOf(base: string): string {
  return `${base}#agent`;
}

function idOf(base: string, kind: string, name: string): string {
  return `${base}#${kind}-${encodeURIComponent(name)}`;
}

function packageElements(base: string, packages: readonly Package[]): Element[] {
  return uniquePackages(packages).map(({ name, version, purl }) => ({
    type: "software_Package",
    spdxId: idOf(base, "package", referenceOf(name, version, purl)),
    creationInfo,
    name,
    ...(version !== "" && { software_packageVersion: version }),
    ...(purl !== undefined && { software_packageUrl: purl }),
  }));
}

function vulnerabilityElements(base: string, findings: readonly Finding[]): Element[] {
  const known = new Map(findings.map(({ vulnerability }) => [vulnerability.id, vulnerability]));
  return [...known.values()].map(({ id, description, published }) => ({
    type: "security_Vulnerability",
    spdxId: idOf(base, "vulnerability", id),
    creationInfo,
    name: id,
    description,
    security_publishedTime: `${published}T00:00:00Z`,
    externalIdentifier: [{ type: "ExternalIdentifier", externalIdentifierType: "cve", identifier: id }],
  }));
}

/** Writes the score and the VEX statement of a finding. Both relate the vulnerability to the package. */
function assessmentElements(base: string, finding: Finding): Element[] {
  const { vulnerability, score } = finding;
  const reference = referenceOf(finding.package, finding.version, finding.purl);
  const name = `${vulnerability.id}-${reference}`;
  const relation = {
    creationInfo,
    from: idOf(base, "vulnerability", vulnerability.id),
    to: [idOf(base, "package", reference)],
  };
  return [
    {
      type: "security_CvssV3VulnAssessmentRelationship",
      spdxId: idOf(base, "score", name),
      ...relation,
      relationshipType: "hasAssessmentFor",
      security_score: score,
      security_severity: severityOf(score),
      security_vectorString: vulnerability.vector,
    },
    { spdxId: idOf(base, "vex", name), ...relation, ...vexOf(finding) },
  ];
}

function vexOf({ status, decision }: Finding): Element {
  if (decision?.status === "exploitable") return { type: vexType("Affected"), relationshipType: "affects", ...action };
  if (status === "Fixed") return { type: vexType("Fixed"), relationshipType: "fixedIn" };
  if (status !== "Whitelisted")
    return { type: vexType("UnderInvestigation"), relationshipType: "underInvestigationFor" };
  const statement = decision?.justificationDetail ?? decision?.justification ?? "Left out by the manifest";
  return { type: vexType("NotAffected"), relationshipType: "doesNotAffect", security_impactStatement: statement };
}

const action = { security_actionStatement: "Upgrade to a release without the vulnerability" };

function vexType(state: string): string {
  return `security_Vex${state}VulnAssessmentRelationship`;
}

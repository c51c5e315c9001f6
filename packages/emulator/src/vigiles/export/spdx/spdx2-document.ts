import type { Package } from "../../sbom/sbom.js";
import { formatTimestamp } from "../../timestamps.js";
import { uuidOf } from "../identifiers.js";

/** An SPDX 2 document, as JSON has it. */
export interface SpdxDocument {
  readonly spdxVersion: string;
  readonly dataLicense: "CC0-1.0";
  readonly SPDXID: "SPDXRef-DOCUMENT";
  readonly name: string;
  readonly documentNamespace: string;
  readonly creationInfo: { readonly created: string; readonly creators: readonly string[] };
  readonly packages: readonly SpdxPackage[];
  readonly relationships: readonly {
    readonly spdxElementId: string;
    readonly relationshipType: "DESCRIBES";
    readonly relatedSpdxElement: string;
  }[];
}

/** A package of it. */
export interface SpdxPackage {
  readonly SPDXID: string;
  readonly name: string;
  readonly versionInfo?: string;
  readonly downloadLocation: "NOASSERTION";
  readonly filesAnalyzed: false;
  readonly licenseConcluded: string;
  readonly licenseDeclared: string;
  readonly copyrightText: "NOASSERTION";
  readonly externalRefs?: readonly {
    readonly referenceCategory: "PACKAGE-MANAGER" | "PACKAGE_MANAGER";
    readonly referenceType: "purl";
    readonly referenceLocator: string;
  }[];
}

/** What a document is made of. */
export interface SpdxInput {
  readonly title: string;
  readonly createdMs: number;
  readonly packages: readonly Package[];
  readonly version: "2.2" | "2.3";
  /** Leaves out what the Lite profile doesn't ask for: references to package managers. */
  readonly isLite: boolean;
}

/** Makes an SPDX 2 document that describes the packages (SPDX 2.3, clauses 6 and 7). */
export function spdxDocument({ title, createdMs, packages, version, isLite }: SpdxInput): SpdxDocument {
  const described = packages.map((one, index) => spdxPackage(one, index, version, isLite));
  return {
    spdxVersion: `SPDX-${version}`,
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name: title,
    documentNamespace: `https://spdx.org/spdxdocs/${uuidOf(`${title} ${createdMs}`)}`,
    creationInfo: { created: formatTimestamp(createdMs), creators: ["Tool: org-emulator"] },
    packages: described,
    relationships: described.map(({ SPDXID }) => ({
      spdxElementId: "SPDXRef-DOCUMENT",
      relationshipType: "DESCRIBES",
      relatedSpdxElement: SPDXID,
    })),
  };
}

function spdxPackage(given: Package, index: number, version: SpdxInput["version"], isLite: boolean): SpdxPackage {
  const { name, version: versionInfo, purl, license = "NOASSERTION" } = given;
  const referenceCategory = version === "2.2" ? "PACKAGE_MANAGER" : "PACKAGE-MANAGER";
  const reference = { referenceCategory, referenceType: "purl", referenceLocator: purl ?? "" } as const;
  return {
    SPDXID: `SPDXRef-Package-${index + 1}`,
    name,
    ...(versionInfo !== "" && { versionInfo }),
    downloadLocation: "NOASSERTION",
    filesAnalyzed: false,
    licenseConcluded: license,
    licenseDeclared: license,
    copyrightText: "NOASSERTION",
    ...(purl !== undefined && !isLite && { externalRefs: [reference] }),
  };
}

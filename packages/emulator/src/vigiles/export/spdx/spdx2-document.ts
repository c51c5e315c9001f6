import type { Package } from "../../sbom/sbom.js";
import { formatTimestamp } from "../../timestamps.js";
import { uuidOf } from "../identifiers.js";

/** A document in SPDX 2 JSON. The members are those of the standard. */
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

/** A package in SPDX 2 JSON. The members are those of the standard. */
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

/** The content of a document. */
interface SpdxInput {
  /** The name of the document. */
  readonly title: string;
  /** The time of creation, in milliseconds since 1970. */
  readonly createdMs: number;
  /** The packages. */
  readonly packages: readonly Package[];
  /** The version of the standard. */
  readonly version: "2.2" | "2.3";
  /** Whether to omit package URLs, which the Lite profile does not need. */
  readonly isLite: boolean;
}

/** Creates an SPDX 2 document that describes the packages (SPDX 2.3, clauses 6 and 7). */
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

function spdxPackage(pkg: Package, index: number, version: SpdxInput["version"], isLite: boolean): SpdxPackage {
  const { name, version: versionInfo, purl, license = "NOASSERTION" } = pkg;
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

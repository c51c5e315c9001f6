import type { Package } from "../../sbom/sbom.js";
import { referenceOf, uniquePackages, uuidOf } from "../identifiers.js";
import type { ReportInput } from "../report-input.js";

/** The CycloneDX versions that the emulator writes. */
export const bomVersions = ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"] as const;

/** A CycloneDX version that the emulator writes. */
export type BomVersion = (typeof bomVersions)[number];

/** A component in CycloneDX JSON. The members are those of the standard. */
export interface BomComponent {
  readonly type: "library";
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
  readonly licenses?: readonly { readonly license: { readonly name: string } }[];
  readonly purl?: string;
}

/** The first members of every document in CycloneDX JSON. The members are those of the standard. */
export interface BomHead {
  readonly bomFormat: "CycloneDX";
  readonly specVersion: BomVersion;
  readonly serialNumber: string;
  readonly version: 1;
  readonly metadata: {
    readonly timestamp: string;
    readonly component: { readonly type: "application"; readonly "bom-ref": string; readonly name: string };
  };
}

/** Creates the head of a document. The same input gives the same serial number. */
export function bomHead({ title, createdMs }: Pick<ReportInput, "title" | "createdMs">, version: BomVersion): BomHead {
  return {
    bomFormat: "CycloneDX",
    specVersion: version,
    serialNumber: `urn:uuid:${uuidOf(`${title} ${createdMs}`)}`,
    version: 1,
    metadata: {
      timestamp: new Date(createdMs).toISOString(),
      component: { type: "application", "bom-ref": "subject", name: title },
    },
  };
}

/** Creates the components, each reference once. */
export function bomComponents(packages: readonly Package[]): readonly BomComponent[] {
  return uniquePackages(packages).map(toComponent);
}

function toComponent({ name, version, purl, license }: Package): BomComponent {
  return {
    type: "library",
    "bom-ref": referenceOf(name, version, purl),
    name,
    version,
    ...(license !== undefined && { licenses: [{ license: { name: license } }] }),
    ...(purl !== undefined && { purl }),
  };
}

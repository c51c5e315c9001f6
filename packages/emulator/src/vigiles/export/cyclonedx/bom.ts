import type { Package } from "../../sbom/sbom.js";
import { referenceOf, uniquePackages, uuidOf } from "../identifiers.js";
import type { ReportInput } from "../report-input.js";

/** The versions of CycloneDX that can be written. */
export const bomVersions = ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"] as const;

/** One of them. */
export type BomVersion = (typeof bomVersions)[number];

/** A component, as CycloneDX JSON has it. */
export interface BomComponent {
  readonly type: "library";
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
  readonly licenses?: readonly { readonly license: { readonly name: string } }[];
  readonly purl?: string;
}

/** What every CycloneDX document begins with, as JSON has it. */
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

/** Makes the head; the same input gives the same serial number. */
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

/** Makes the list of components; each reference stands once. */
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

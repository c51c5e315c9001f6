import { createHash } from "node:crypto";
import type { Package } from "../../sbom/sbom.js";
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
  const components = packages.map(toComponent);
  return [...new Map(components.map((component) => [component["bom-ref"], component])).values()];
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

/** What names a package within a document. */
export function referenceOf(name: string, version: string, purl: string | undefined): string {
  return purl ?? `${name}@${version}`;
}

/** A UUID made of a text, in the shape of version 8 (RFC 9562). */
export function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

import XMLBuilder from "fast-xml-builder";
import type { BomComponent, BomHead } from "./bom.js";
import type { BomVulnerability } from "./vulnerabilities.js";

/** A document in CycloneDX JSON. The members are those of the standard. */
export type Bom = BomHead & {
  readonly components?: readonly BomComponent[];
  readonly vulnerabilities?: readonly BomVulnerability[];
};

const builder = new XMLBuilder({
  tagValueProcessor: (_name, value) => replaceControls(value),
  attributeValueProcessor: (_name, value) => replaceControls(value),
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  format: true,
  suppressEmptyNode: true,
});

/** Characters that XML 1.0 allows in no form: controls, halves of surrogate pairs and two noncharacters. */
const notInXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Replaces the characters that XML does not allow by the replacement character, so that the document is well-formed. */
function replaceControls(value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll(notInXml, "\uFFFD") : value;
}

/** Writes a document as XML, with its elements in the order of the schema. */
export function toXml({ specVersion, serialNumber, version, metadata, components, vulnerabilities }: Bom): string {
  return builder.build({
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    bom: {
      "@xmlns": `http://cyclonedx.org/schema/bom/${specVersion}`,
      "@serialNumber": serialNumber,
      "@version": version,
      ...(specVersion !== "1.1" && { metadata: metadataElement(metadata) }),
      ...(components && { components: { component: components.map(componentElement) } }),
      ...(vulnerabilities && { vulnerabilities: { vulnerability: vulnerabilities.map(vulnerabilityElement) } }),
    },
  });
}

function metadataElement({ timestamp, component }: Bom["metadata"]): object {
  const { type, "bom-ref": reference, name } = component;
  return { timestamp, component: { "@type": type, "@bom-ref": reference, name, version: "" } };
}

function componentElement({ type, "bom-ref": reference, name, version, licenses, purl }: BomComponent): object {
  return {
    "@type": type,
    "@bom-ref": reference,
    name,
    version,
    ...(licenses && { licenses: { license: licenses.map(({ license }) => license) } }),
    ...(purl !== undefined && { purl }),
  };
}

function vulnerabilityElement({ ratings, cwes, analysis, affects, ...rest }: BomVulnerability): object {
  const { id, source, description, published } = rest;
  return {
    id,
    source,
    ratings: { rating: ratings },
    ...(cwes.length > 0 && { cwes: { cwe: cwes } }),
    description,
    published,
    analysis,
    affects: { target: affects },
  };
}

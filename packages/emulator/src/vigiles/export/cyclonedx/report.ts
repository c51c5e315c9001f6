import { bomComponents, bomHead } from "./bom.js";
import type { BomVersion } from "./bom.js";
import { bomVulnerabilities } from "./vulnerabilities.js";
import { toXml } from "./xml.js";
import type { Bom } from "./xml.js";
import { jsonFile, textFile } from "../rendered-file.js";
import type { RenderedFile } from "../rendered-file.js";
import type { ReportInput } from "../report-input.js";

/** How a CycloneDX report is written. */
export interface CycloneDxOptions {
  readonly syntax: "json" | "xml";
  readonly version: BomVersion;
  /** False leaves the vulnerabilities alone: a VEX document. */
  readonly withComponents: boolean;
}

/** Makes a CycloneDX document of a report's vulnerabilities. */
export function cycloneDxReport(input: ReportInput, options: CycloneDxOptions): RenderedFile {
  const { syntax, version, withComponents } = options;
  return bomFile(
    {
      ...bomHead(input, version),
      ...(withComponents && { components: bomComponents(input.sbom.packages) }),
      vulnerabilities: bomVulnerabilities(input.findings),
    },
    syntax,
  );
}

/** Writes a CycloneDX document as JSON or XML. */
export function bomFile(bom: Bom, syntax: "json" | "xml"): RenderedFile {
  return syntax === "xml"
    ? textFile(toXml(bom), "application/vnd.cyclonedx+xml", ".xml")
    : jsonFile(bom, "application/vnd.cyclonedx+json");
}

import { jsonFile, textFile } from "../rendered-file.js";
import type { RenderedFile } from "../rendered-file.js";
import type { ReportInput } from "../report-input.js";
import { bomComponents, bomHead } from "./bom.js";
import type { BomVersion } from "./bom.js";
import { bomVulnerabilities } from "./vulnerabilities.js";
import { toXml } from "./xml.js";
import type { Bom } from "./xml.js";

/** How a CycloneDX report is written. */
interface CycloneDxOptions {
  /** The syntax of the file. */
  readonly syntax: "json" | "xml";
  /** The version of the standard. */
  readonly version: BomVersion;
  /** Whether the components are included. Without them the file is a VEX document. */
  readonly hasComponents: boolean;
}

/** Creates a CycloneDX file with the vulnerabilities of a report. */
export function cycloneDxReport(input: ReportInput, options: CycloneDxOptions): RenderedFile {
  const { syntax, version, hasComponents } = options;
  return bomFile(
    {
      ...bomHead(input, version),
      ...(hasComponents && { components: bomComponents(input.sbom.packages) }),
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

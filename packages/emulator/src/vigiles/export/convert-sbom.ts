import { stringify as stringifyYaml } from "yaml";
import type { Sbom, SbomSyntax } from "../sbom/sbom.js";
import { bomComponents, bomHead, bomVersions } from "./cyclonedx/bom.js";
import { bomFile } from "./cyclonedx/report.js";
import { checkChoice, jsonFile, textFile, UnsupportedFormatError } from "./rendered-file.js";
import type { RenderedFile } from "./rendered-file.js";
import { spdxDocument } from "./spdx/spdx2-document.js";
import type { SpdxDocument } from "./spdx/spdx2-document.js";
import { spdx3Document } from "./spdx/spdx3-document.js";
import { toTagValue } from "./spdx/tag-value.js";

/** The format to which an SBOM is converted. */
export interface ConversionOptions {
  /** `spdx`, `spdx-lite` or `cyclonedx`. Default: the uploaded file, unchanged, whatever the other options are. */
  readonly format?: string;
  /** The syntax, such as `json` or `xml`. Default: `json`, and `json-ld` for SPDX 3. */
  readonly syntax?: string;
  /** The version of the format. Default: SPDX 2.3; the CycloneDX version of the upload, otherwise 1.6. */
  readonly version?: string;
}

const formats = ["spdx", "spdx-lite", "cyclonedx"] as const;

/**
 * Converts an uploaded SBOM to a file.
 *
 * @throws UnsupportedFormatError for an unsupported format, syntax or version, and for a change of the CycloneDX version
 */
export function convertSbom(sbom: Sbom, chosen: ConversionOptions): RenderedFile {
  if (chosen.format === undefined) return asUploaded(sbom);
  const format = checkChoice("SBOM format", chosen.format, formats);
  return format === "cyclonedx" ? toCycloneDx(sbom, chosen) : toSpdx(sbom, chosen, format === "spdx-lite");
}

const contentTypes: Readonly<Record<SbomSyntax, string>> = {
  json: "application/json",
  "json-ld": "application/ld+json",
  xml: "application/xml",
  yaml: "application/yaml",
  tag: "text/spdx; charset=utf-8",
};

function asUploaded({ text, syntax }: Sbom): RenderedFile {
  return textFile(text, contentTypes[syntax], suffixOf(syntax));
}

function suffixOf(syntax: SbomSyntax): string {
  if (syntax === "tag") return ".spdx";
  return syntax === "json-ld" ? ".json" : `.${syntax}`;
}

function toCycloneDx(sbom: Sbom, chosen: ConversionOptions): RenderedFile {
  const own = sbom.format === "cyclonedx" ? sbom.version : undefined;
  const version = checkChoice("CycloneDX version", chosen.version ?? own ?? "1.6", bomVersions);
  if (own !== undefined && own !== version) {
    throw new UnsupportedFormatError(`A CycloneDX ${own} SBOM can't be converted to CycloneDX ${version}`);
  }
  const syntax = checkChoice("CycloneDX syntax", chosen.syntax ?? "json", ["json", "xml"]);
  if (own !== undefined && sbom.syntax === syntax) return asUploaded(sbom);
  return bomFile({ ...bomHead(toReportInput(sbom), version), components: bomComponents(sbom.packages) }, syntax);
}

function toSpdx(sbom: Sbom, chosen: ConversionOptions, isLite: boolean): RenderedFile {
  const version = checkChoice("SPDX version", chosen.version ?? "2.3", ["2.2", "2.3", "3.0.1"]);
  const syntaxes = version === "3.0.1" ? (["json-ld"] as const) : (["json", "yaml", "tag"] as const);
  const syntax = checkChoice(`SPDX ${version} syntax`, chosen.syntax ?? syntaxes[0], syntaxes);
  if (!isLite && sbom.format === "spdx" && sbom.version === version && sbom.syntax === syntax) return asUploaded(sbom);
  if (version === "3.0.1")
    return jsonFile(spdx3Document({ ...toReportInput(sbom), findings: [] }), contentTypes["json-ld"]);
  return spdxFile(spdxDocument({ ...toReportInput(sbom), packages: sbom.packages, version, isLite }), syntax);
}

function spdxFile(document: SpdxDocument, syntax: SbomSyntax): RenderedFile {
  if (syntax === "json") return jsonFile(document, contentTypes.json);
  const text = syntax === "tag" ? toTagValue(document) : stringifyYaml(document);
  return textFile(text, contentTypes[syntax], suffixOf(syntax));
}

/** Uses 1970 as the date, so that each conversion of an SBOM gives the same file. */
function toReportInput(sbom: Sbom): { title: string; createdMs: number; sbom: Sbom } {
  return { title: sbom.name ?? "manifest", createdMs: 0, sbom };
}

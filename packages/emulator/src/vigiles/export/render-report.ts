import { bomVersions } from "./cyclonedx/bom.js";
import { cycloneDxReport } from "./cyclonedx/report.js";
import { pdfReport } from "./pdf/report.js";
import { checkChoice, jsonFile } from "./rendered-file.js";
import type { RenderedFile } from "./rendered-file.js";
import type { ReportInput } from "./report-input.js";
import { spdx3Document } from "./spdx/spdx3-document.js";
import { csvReport } from "./table/csv.js";
import { xlsxReport } from "./table/xlsx.js";

/** The format of a report's file. */
interface ReportFormat {
  /** One of the formats below. */
  readonly format: string;
  /** The syntax of a CycloneDX file: `json` or `xml`. Default: `json`. */
  readonly syntax?: string;
  /** The version of a CycloneDX file, 1.4 to 1.7. Default: 1.7. */
  readonly version?: string;
}

const formats = ["csv", "pdf", "pdfsummary", "xlsx", "cyclonedx-vex", "cyclonedx-sbom-vex", "spdx_3-sbom-vex"] as const;

/**
 * Creates the file of a report.
 *
 * @throws UnsupportedFormatError for an unsupported format, syntax or version
 */
export async function renderReport(input: ReportInput, chosen: ReportFormat): Promise<RenderedFile> {
  const format = checkChoice("report format", chosen.format, formats);
  switch (format) {
    case "csv":
      return csvReport(input);
    case "pdf":
    case "pdfsummary":
      return pdfReport(input, { isSummary: format === "pdfsummary" });
    case "xlsx":
      return xlsxReport(input);
    case "cyclonedx-vex":
    case "cyclonedx-sbom-vex":
      return cycloneDxReport(input, {
        syntax: checkChoice("CycloneDX syntax", chosen.syntax ?? "json", ["json", "xml"]),
        version: checkChoice("CycloneDX version", chosen.version ?? "1.7", bomVersions.slice(3)),
        hasComponents: format === "cyclonedx-sbom-vex",
      });
    case "spdx_3-sbom-vex":
      return jsonFile(spdx3Document(input), "application/ld+json", ".spdx3.json");
  }
}

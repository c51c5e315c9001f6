import { csvReport } from "./table/csv.js";
import { bomVersions } from "./cyclonedx/bom.js";
import { cycloneDxReport } from "./cyclonedx/report.js";
import { pdfReport } from "./pdf/report.js";
import { checkChoice, jsonFile } from "./rendered-file.js";
import type { RenderedFile } from "./rendered-file.js";
import type { ReportInput } from "./report-input.js";
import { spdx3Report } from "./spdx/spdx3-document.js";
import { xlsxReport } from "./table/xlsx.js";

/** Which file to make; syntax and version count for CycloneDX only. */
export interface ReportFormat {
  readonly format: string;
  /** Default: json. */
  readonly syntax?: string;
  /** Default: 1.7. */
  readonly version?: string;
}

const formats = ["csv", "pdf", "pdfsummary", "xlsx", "cyclonedx-vex", "cyclonedx-sbom-vex", "spdx_3-sbom-vex"] as const;

/**
 * Makes a report's file.
 *
 * @throws UnsupportedFormatError for a format, syntax or version that isn't one of the service's
 */
export async function renderReport(input: ReportInput, chosen: ReportFormat): Promise<RenderedFile> {
  const format = checkChoice("report format", chosen.format, formats);
  switch (format) {
    case "csv":
      return csvReport(input);
    case "pdf":
    case "pdfsummary":
      return pdfReport(input, { summary: format === "pdfsummary" });
    case "xlsx":
      return xlsxReport(input);
    case "cyclonedx-vex":
    case "cyclonedx-sbom-vex":
      return cycloneDxReport(input, {
        syntax: checkChoice("CycloneDX syntax", chosen.syntax ?? "json", ["json", "xml"]),
        version: checkChoice("CycloneDX version", chosen.version ?? "1.7", bomVersions.slice(3)),
        withComponents: format === "cyclonedx-sbom-vex",
      });
    case "spdx_3-sbom-vex":
      return jsonFile(spdx3Report(input), "application/ld+json", ".spdx3.json");
  }
}

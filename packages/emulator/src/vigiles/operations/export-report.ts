import { renderReport } from "../export/render-report.js";
import type { RenderedFile } from "../export/rendered-file.js";
import { filterFindings } from "../scanner/finding.js";
import type { Manifest, Report } from "../store/state.js";

/** Which file to make of a report. */
export interface ExportOptions {
  readonly format: string;
  readonly syntax: string | undefined;
  readonly version: string | undefined;
  readonly filtered: boolean;
}

/**
 * Makes a report's file.
 *
 * @throws UnsupportedFormatError for a format, syntax or version that isn't one of the service's
 */
export function exportReport(
  manifest: Manifest,
  { createdMs, findings }: Report,
  { format, syntax, version, filtered }: ExportOptions,
): Promise<RenderedFile> {
  const input = { title: manifest.name, createdMs, sbom: manifest.sbom, findings: filterFindings(findings, filtered) };
  return renderReport(input, { format, ...(syntax && { syntax }), ...(version && { version }) });
}

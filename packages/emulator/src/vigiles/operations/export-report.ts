import { renderReport } from "../export/render-report.js";
import type { RenderedFile } from "../export/rendered-file.js";
import { filterFindings } from "../scanner/finding.js";
import type { Manifest, Report } from "../store/state.js";

/** The file that a request asks for. */
interface ExportOptions {
  /** The format of the file. */
  readonly format: string;
  /** The syntax of a CycloneDX file; undefined for the default. */
  readonly syntax: string | undefined;
  /** The version of a CycloneDX file; undefined for the default. */
  readonly version: string | undefined;
  /** Whether only unfixed findings are included. */
  readonly filtered: boolean;
}

/**
 * Creates the file of a report.
 *
 * @throws UnsupportedFormatError for an unsupported format, syntax or version
 */
export function exportReport(
  manifest: Manifest,
  { createdMs, findings }: Report,
  { format, syntax, version, filtered }: ExportOptions,
): Promise<RenderedFile> {
  const input = { title: manifest.name, createdMs, sbom: manifest.sbom, findings: filterFindings(findings, filtered) };
  return renderReport(input, { format, ...(syntax && { syntax }), ...(version && { version }) });
}

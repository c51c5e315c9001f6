import { countFindings } from "../../scanner/counts.js";
import type { Finding } from "../../scanner/finding.js";
import { severityOf } from "../../scanner/vulnerability.js";
import type { RenderedFile } from "../rendered-file.js";
import type { ReportInput } from "../report-input.js";
import { pdfDocument } from "./document.js";

/** Creates a PDF with the counts and, unless it is a summary, all findings. */
export function pdfReport(input: ReportInput, { isSummary }: { readonly isSummary: boolean }): RenderedFile {
  const lines = [...summaryLines(input), ...(isSummary ? [] : input.findings.flatMap(findingLines))];
  return { bytes: pdfDocument(lines), contentType: "application/pdf", suffix: ".pdf" };
}

function summaryLines({ title, createdMs, sbom, findings }: ReportInput): string[] {
  const { fixed, unapplied, unfixed, upgradable, whitelisted } = countFindings(findings);
  return [
    `Vulnerability report for ${title}`,
    `Date: ${new Date(createdMs).toISOString()}`,
    `Packages: ${sbom.packages.length}`,
    `Unfixed: ${unfixed}   Patch available: ${unapplied}   Upgradable: ${upgradable}`,
    `Fixed: ${fixed}   Whitelisted: ${whitelisted}`,
  ];
}

function findingLines({ package: name, version, vulnerability, score, status }: Finding): string[] {
  const { id, description } = vulnerability;
  return ["", `${name} ${version}   ${id}   ${score} (${severityOf(score)})   ${status}`, ...wrap(description)];
}

const lineLength = 95;

function wrap(text: string): string[] {
  return text.match(new RegExp(`.{1,${lineLength}}(?: |$)`, "g"))?.map((line) => line.trimEnd()) ?? [];
}

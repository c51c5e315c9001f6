import type { Finding } from "../../findings/finding.js";
import { distinctFindings } from "../../findings/distinct-findings.js";

/**
 * Separates the parts of web addresses, so that viewers of a report do not make links of text from a server.
 *
 * @param text - from any source
 */
export function withoutLinks(text: string): string {
  return text.replaceAll("://", ": //").replace(/\bwww\./gi, (start) => `${start.slice(0, -1)} .`);
}

/**
 * Replaces control characters, and others that are invisible or change the direction of text, and puts the text on one
 * line without links. Other tools read the result.
 *
 * @param text - from any source
 */
export function visibleText(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\r\n\t ]+/g, " ")
    .trim();
  return withoutLinks(line.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\uFFFD"));
}

/**
 * Cleans the texts of findings, and leaves those once that are equal afterwards.
 *
 * @param findings - of a report
 * @param clean - makes one text fit for the format
 */
export function cleanFindings(findings: readonly Finding[], clean: (text: string) => string): readonly Finding[] {
  const cleaned = findings.map((finding) => ({
    ...finding,
    package: clean(finding.package) || "unnamed",
    version: clean(finding.version),
    id: clean(finding.id) || "unnamed",
    status: clean(finding.status),
    fixedBy: finding.fixedBy.map(clean),
    description: clean(finding.description),
  }));
  return distinctFindings(cleaned);
}

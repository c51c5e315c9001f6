import XMLBuilder from "fast-xml-builder";
import { isFailure, type FailOn } from "../../findings/fail-on.js";
import type { Finding } from "../../findings/finding.js";
import { isOpen } from "../../findings/status.js";
import { oneLine } from "../../util/printable.js";
import type { Report } from "../report.js";
import { packageText, ratingText, withFixAndAdvisory } from "./finding-text.js";
import { cleanFindings, withoutLinks } from "./report-text.js";

/**
 * Writes a report as JUnit XML, which build servers show as test results. Each finding is a test: open ones that are
 * severe enough fail, and those that are not open are skipped. A report without findings has one test, which passes,
 * because build servers treat a file without tests as an error. Findings that could not be read are a test with an error.
 *
 * @param report - of a scan
 * @param failOn - the severities that fail; default: every open finding fails
 * @param onlyNew - only findings fail that an earlier report did not have. Default: false
 */
export function junitOf(report: Report, failOn?: FailOn, onlyNew?: boolean): string {
  const name = clean(report.title) || "unnamed";
  const findings = cleanFindings(report.findings, clean);
  const unreadable = unreadableCases(report.unreadable, name);
  const isFailed = (finding: Finding): boolean => isFailure(finding, failOn, onlyNew);
  const cases = [...unreadable, ...findings.map((finding) => caseOf(finding, isFailed(finding)))];
  if (cases.length === 0) cases.push({ "@name": "no findings", "@classname": name });
  const counts = {
    "@name": name,
    "@tests": cases.length,
    "@failures": findings.filter(isFailed).length,
    "@errors": unreadable.length,
    "@skipped": findings.filter((finding) => !isOpen(finding)).length,
  };
  const builder = new XMLBuilder({
    attributeNamePrefix: "@",
    ignoreAttributes: false,
    format: true,
    // Otherwise an attribute whose value is the word "true" would lose it.
    suppressBooleanAttributes: false,
  });
  return builder.build({
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    testsuites: { testsuite: { ...counts, testcase: cases } },
  });
}

function unreadableCases(count: number, title: string): object[] {
  const message = `${count} findings can't be read`;
  return count === 0 ? [] : [{ "@name": "unreadable findings", "@classname": title, error: { "@message": message } }];
}

function caseOf(finding: Finding, isFailed: boolean): object {
  const { id, severity, status } = finding;
  const message = withFixAndAdvisory(`${ratingText(finding)}: ${status}`, finding);
  return {
    "@name": id,
    "@classname": packageText(finding),
    ...(isOpen(finding) ? {} : { skipped: { "@message": message } }),
    ...(isFailed ? { failure: { "@message": message, "@type": severity } } : {}),
  };
}

/** Escapes control characters, and replaces other characters that XML 1.0 does not allow. */
function clean(text: string): string {
  return withoutLinks(oneLine(text)).replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");
}

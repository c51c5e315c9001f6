import XMLBuilder from "fast-xml-builder";
import { isOpen, type Finding } from "../../findings/finding.js";
import { severities, type Severity } from "../../findings/severity.js";
import { oneLine } from "../../util/printable.js";
import type { Report } from "../report.js";

/**
 * A report as JUnit XML, for build servers that show test results: a test for each vulnerability of each package. An open
 * one that is severe enough is a failure, one that needs no work is skipped. Without findings there is one test, which
 * passes: build servers take a report without tests for a mistake.
 *
 * @param report - of a scan
 * @param failOn - the mildest severity that is a failure. Default: every open finding is one
 */
export function junitOf({ title, findings }: Report, failOn: Severity = "none"): string {
  const name = clean(title);
  const cases = findings.map((finding) => caseOf(finding, failOn));
  if (cases.length === 0) cases.push({ "@name": "no findings", "@classname": name });
  const counts = {
    "@name": name,
    "@tests": cases.length,
    "@failures": findings.filter((finding) => fails(finding, failOn)).length,
    "@errors": 0,
    "@skipped": findings.filter((finding) => !isOpen(finding)).length,
  };
  const builder = new XMLBuilder({ attributeNamePrefix: "@", ignoreAttributes: false, format: true });
  return builder.build({
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    testsuites: { testsuite: { ...counts, testcase: cases } },
  });
}

function caseOf(finding: Finding, failOn: Severity): object {
  const { id, package: name, version, severity, cvss, status } = finding;
  const message = clean(`${severity}${cvss === undefined ? "" : `, CVSS ${cvss}`}: ${status}`);
  return {
    "@name": clean(id),
    "@classname": clean(version === "" ? name : `${name} ${version}`),
    ...(isOpen(finding) ? {} : { skipped: { "@message": message } }),
    ...(fails(finding, failOn) ? { failure: { "@message": message, "@type": severity } } : {}),
  };
}

function fails(finding: Finding, failOn: Severity): boolean {
  return isOpen(finding) && severities.indexOf(finding.severity) >= severities.indexOf(failOn);
}

/** Control characters as escapes; what else XML 1.0 has no way to write is replaced. */
function clean(text: string): string {
  return oneLine(text).replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");
}

import { advisoryUrl } from "../../../findings/advisory-url.js";
import type { Finding } from "../../../findings/finding.js";
import type { Severity } from "../../../findings/severity.js";
import { fixText, packageText, ratingText } from "../finding-text.js";
import { codeSpan, markdownTable } from "../markdown-text.js";
import { levels } from "./level.js";
import { escapeMessage, shorten, shortMessage } from "./message-text.js";

/** A vulnerability in many packages has a long list. The results have all of them. */
const maxListedPackages = 20;

/**
 * Makes the rule about a vulnerability, with all members that GitHub requires.
 *
 * @param findings - of this vulnerability, the worst first; at least one
 */
export function ruleOf(findings: readonly [Finding, ...Finding[]]): object {
  const [worst] = findings;
  const { id, severity, description } = worst;
  const score = securitySeverity(worst);
  const helpUri = advisoryUrl(id);
  const summary = `${id} (${ratingText(worst)})`;
  return {
    id,
    shortDescription: { text: shortMessage(summary) },
    fullDescription: { text: shortMessage(description || `${summary} in ${packageText(worst)}`) },
    help: { text: escapeMessage(helpText(worst)), markdown: helpMarkdown(findings) },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: levels[severity] },
    properties: {
      ...(score === undefined ? {} : { "security-severity": score }),
      precision: "high",
      tags: ["security", "vulnerability"],
    },
  };
}

/** What GitHub needs to show a severity for which there is no score: a number within its range. */
const scores: Partial<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };

/** The CVSS score of a vulnerability, which GitHub takes from above 0 up to 10. */
function securitySeverity({ cvss, severity }: Finding): string | undefined {
  const score = cvss?.toFixed(1);
  return Number(score) > 0 && Number(score) <= 10 ? score : scores[severity];
}

function helpText(finding: Finding): string {
  const { id, description } = finding;
  const url = advisoryUrl(id);
  const sentences = [
    `${id} is rated ${ratingText(finding)}.`,
    sentenceOf(shorten(description)),
    fixText(finding) === "" ? "" : `In ${packageText(finding)}: ${shorten(fixText(finding))}.`,
    url === undefined ? "" : `Advisory: ${url}`,
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

function sentenceOf(text: string): string {
  return text === "" || /[.!?…]$/.test(text) ? text : `${text}.`;
}

function helpMarkdown(findings: readonly [Finding, ...Finding[]]): string {
  const [worst] = findings;
  const url = advisoryUrl(worst.id);
  const title = url === undefined ? codeSpan(worst.id) : `[${worst.id}](${url})`;
  const rows = findings.slice(0, maxListedPackages).map((finding) => {
    const { package: name, version, status, fixedBy } = finding;
    return [name, version, fixedBy.join("; "), status].map((text) => codeSpan(shorten(text)));
  });
  const more = findings.length - rows.length;
  const parts = [
    `**${title}**: ${ratingText(worst)}`,
    codeSpan(shorten(worst.description)),
    markdownTable(["package", "version", "fixed by", "status"], rows),
    more === 0 ? "" : `and ${more} more packages`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/**
 * Severities of vulnerabilities, lowest first. `unknown` is not a level: the vulnerability has no rating. It is below
 * the levels, so no level includes it.
 */
export const severities = ["unknown", "none", "low", "medium", "high", "critical"] as const;
/** The severity of a vulnerability, by the bands of CVSS 3. */
export type Severity = (typeof severities)[number];

/** Words for severities, of the CVSS specifications and of distributions. */
const words: Readonly<Record<string, Severity>> = {
  critical: "critical",
  high: "high",
  important: "high",
  medium: "medium",
  moderate: "medium",
  low: "low",
  negligible: "low",
  none: "none",
  info: "none",
  informational: "none",
};

/**
 * Returns the severity of a CVSS base score, by the bands of CVSS 3 and 4.
 *
 * @param cvss - 0 to 10; `undefined` gives `unknown`
 */
export function severityOf(cvss: number | undefined): Severity {
  if (cvss === undefined) return "unknown";
  if (!(cvss > 0)) return "none";
  if (cvss >= 9) return "critical";
  if (cvss >= 7) return "high";
  return cvss >= 4 ? "medium" : "low";
}

/**
 * The severity that a word means, such as `moderate` or `Important`.
 *
 * @param word - of the CVSS specifications or of a distribution
 * @returns undefined for another word
 */
export function severityOfWord(word: string): Severity | undefined {
  const name = word.toLowerCase();
  return Object.hasOwn(words, name) ? words[name] : undefined;
}

/** Orders severities, the highest first. */
export function bySeverity(one: Severity, other: Severity): number {
  return severities.indexOf(other) - severities.indexOf(one);
}

/** Severities of vulnerabilities, lowest first. */
export const severities = ["none", "low", "medium", "high", "critical"] as const;
/** The severity of a vulnerability, by the bands of CVSS 3. */
export type Severity = (typeof severities)[number];

/**
 * Returns the severity of a CVSS base score, by the bands of CVSS 3.
 *
 * @param cvss - 0 to 10; `undefined` gives `none`
 */
export function severityOf(cvss: number | undefined): Severity {
  if (cvss === undefined || !(cvss > 0)) return "none";
  if (cvss >= 9) return "critical";
  if (cvss >= 7) return "high";
  return cvss >= 4 ? "medium" : "low";
}

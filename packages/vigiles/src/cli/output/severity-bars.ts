import type { Severity } from "../../findings/severity.js";
import type { Totals } from "../../report/report.js";
import type { TerminalStyle } from "./terminal-style.js";

const labelWidth = 9;
const numberWidth = 8;
const minBarWidth = 4;
const maxBarWidth = 40;

/**
 * Draws a bar for each severity that has open findings.
 *
 * @param totals - open findings by severity
 * @param style - width and colours
 * @returns lines; empty without open findings
 */
export function severityBars(totals: Totals, style: TerminalStyle): string {
  const highest = Math.max(...Object.values(totals));
  const room = (style.columns ?? 80) - labelWidth - numberWidth;
  const width = Math.max(minBarWidth, Math.min(maxBarWidth, room));
  return Object.entries(totals)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => {
      const bar = "█".repeat(Math.max(1, Math.round((count / highest) * width)));
      return `${severity.padEnd(labelWidth)}${style.paint(severity as Severity, bar)} ${count}`;
    })
    .join("\n");
}

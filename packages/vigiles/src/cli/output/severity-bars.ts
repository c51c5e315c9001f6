import type { Severity } from "../../findings/severity.js";
import type { Totals } from "../../report/report.js";
import type { Look } from "./terminal-style.js";

const labelWidth = 9;
const numberWidth = 8;
const widestBar = 40;

/** A bar for each severity that has open findings. */
export function totalsOf(totals: Totals, look: Look): string {
  const most = Math.max(...Object.values(totals));
  const width = Math.max(4, Math.min(widestBar, (look.columns ?? 80) - labelWidth - numberWidth));
  return Object.entries(totals)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => {
      const bar = "█".repeat(Math.max(1, Math.round((count / most) * width)));
      return `${severity.padEnd(labelWidth)}${look.severity(severity as Severity, bar)} ${count}`;
    })
    .join("\n");
}

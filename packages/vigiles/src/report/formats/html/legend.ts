import { maxDescribed } from "./limits.js";

/** What the words of the page mean. */
const words: readonly (readonly [word: string, meaning: string])[] = [
  ["critical", "CVSS score of 9.0 or more"],
  ["high", "CVSS score of 7.0 to 8.9"],
  ["medium", "CVSS score of 4.0 to 6.9"],
  ["low", "CVSS score of 0.1 to 3.9"],
  ["none", "CVSS score of 0: no effect"],
  ["unknown", "the vulnerability has no rating yet; it may be severe"],
  [
    "open",
    "the finding is not fixed, ignored, a false positive or without effect on the package; totals by severity and charts count open findings only",
  ],
  ["new", "the finding is open, and was not open in the baseline, which is the earlier report of the comparison"],
  ["fixed, unchanged", "in the totals: findings that were open in the baseline and no longer are, or still are"],
  ["Fixed by", "versions or patches that fix the vulnerability, as its source words them; empty if it names none"],
  ["Ignored, Not Affected, Fixed", "what was decided about the finding, with the reason if one is given"],
  ["left out by filters", "findings that the scan found and that its options --severity or --only-fixed left out"],
  ["\uFFFD", "a character that is invisible, or that changes the direction of text"],
];

/**
 * Writes the legend.
 *
 * @param count - of the findings
 */
export function legendHtml(count: number): string {
  const items = words.map(([word, meaning]) => `<div><dt>${word}</dt><dd>${meaning}</dd></div>`).join("");
  const note = count > maxDescribed ? `<p>Details are shown for the ${maxDescribed} most severe findings.</p>` : "";
  return `<details class="legend"><summary>What the words mean</summary><dl>${items}</dl>${note}</details>`;
}

import { severities, type Severity } from "../../../findings/severity.js";
import { sortKeys, type SortKey } from "./sort-places.js";
import type { Row } from "./row.js";

const sortNames: Readonly<Record<SortKey, string>> = {
  severity: "severity",
  package: "package",
  id: "vulnerability",
  fix: "fix",
  status: "status",
};

/**
 * Writes what filters and sorts the table. The style of the page does both, so they need no script; only the search
 * needs one, and is hidden without it.
 *
 * @param rows - all of the report
 * @param isCompared - whether the report was compared with an earlier one. Only then findings can be new
 */
export function controlsHtml(rows: readonly Row[], isCompared: boolean): string {
  const only = [
    checkbox("only-open", "open"),
    isCompared ? checkbox("only-new", "new") : "",
    checkbox("only-fixable", "with a fix"),
  ];
  return `<div class="controls">
<label id="search" hidden>Search<input type="search" id="filter" autocomplete="off"></label>
${fieldset("Severity", countedSeverities(rows).map(severityBox))}
${fieldset("Only", only)}
${fieldset("Sort by", [...sortKeys.map(sortButton), checkbox("reverse", "reversed")])}
</div>`;
}

/** The severities of the rows, the highest first, with the number of rows that have it. */
function countedSeverities(rows: readonly Row[]): readonly (readonly [Severity, number])[] {
  const bySeverity = Map.groupBy(rows, ({ severity }) => severity);
  return severities
    .toReversed()
    .map((severity) => [severity, bySeverity.get(severity)?.length ?? 0] as const)
    .filter(([, count]) => count > 0);
}

function severityBox([severity, count]: readonly [Severity, number]): string {
  return `<label class="swatch ${severity}"><input type="checkbox" id="show-${severity}" checked autocomplete="off">${severity} <span class="muted">${count}</span></label>`;
}

function checkbox(id: string, label: string): string {
  return `<label><input type="checkbox" id="${id}" autocomplete="off">${label}</label>`;
}

function sortButton(key: SortKey): string {
  const checked = key === "severity" ? " checked" : "";
  return `<label><input type="radio" name="sort" id="sort-${key}" value="${key}"${checked} autocomplete="off">${sortNames[key]}</label>`;
}

function fieldset(legend: string, controls: readonly string[]): string {
  return `<fieldset><legend>${legend}</legend>${controls.join("")}</fieldset>`;
}

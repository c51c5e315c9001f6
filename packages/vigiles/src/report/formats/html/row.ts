import { advisoryUrl } from "../../../findings/advisory-url.js";
import type { Finding } from "../../../findings/finding.js";
import type { Severity } from "../../../findings/severity.js";
import { isOpen } from "../../../findings/status.js";
import { escapeHtml } from "./escape-html.js";
import { shorten, visible } from "./visible.js";

/** In characters. Descriptions are prose: their beginning says what they are about. */
const maxDescriptionLength = 2_000;
const maxReferenceLength = 500;
/** A longer text is shown whole in the details of its row, so such a row always has details. */
const maxPlainLength = 60;

/** A finding as the table shows it. Its texts are safe to see, but not yet escaped. */
export interface Row {
  readonly package: string;
  readonly version: string;
  readonly id: string;
  /** Address of the advisory; undefined if the id is of no known database. It is the only link of a row. */
  readonly url: string | undefined;
  /** For example `7.5`; empty if there is none. */
  readonly score: string;
  readonly severity: Severity;
  readonly fix: string;
  readonly status: string;
  readonly isOpen: boolean;
  readonly isNew: boolean;
  readonly description: string;
  readonly references: readonly string[];
}

/**
 * Makes a row of a finding.
 *
 * @param finding - of a report
 * @param isDescribed - whether the row has description and references
 */
export function rowOf(finding: Finding, isDescribed: boolean): Row {
  const { id, cvss, severity, isNew = false } = finding;
  const texts = {
    package: visible(finding.package),
    version: visible(finding.version),
    id: visible(id),
    fix: visible(finding.fixedBy.join("; ")),
    status: visible(finding.status),
  };
  const isLong = Object.values(texts).some((text) => text.length > maxPlainLength);
  const description = isDescribed ? shorten(visible(finding.description), maxDescriptionLength) : "";
  return {
    ...texts,
    url: advisoryUrl(id),
    score: cvss?.toFixed(1) ?? "",
    severity,
    isOpen: isOpen(finding),
    isNew,
    description: description || (isLong ? "This page has no description of it." : ""),
    references: isDescribed ? finding.references.map((text) => shorten(visible(text), maxReferenceLength)) : [],
  };
}

/** A row that has every part and no text. The script of the page copies and fills it. */
const emptyRow: Row = {
  package: "",
  version: "",
  id: "",
  url: "#",
  score: "",
  severity: "none",
  fix: "",
  status: "",
  isOpen: true,
  isNew: true,
  description: " ",
  references: [" "],
};

/** The template from which the script of the page makes rows. */
export function rowTemplate(): string {
  return `<template id="row">${rowHtml(emptyRow)}</template>`;
}

/** Writes a row of the table. */
export function rowHtml(row: Row): string {
  const states = [row.severity, row.isOpen ? "open" : "closed", ...(row.isNew ? ["new"] : [])];
  const cells = [
    cell("package", "Package", row.package),
    cell("version", "Version", row.version),
    `<td class="id" data-label="Vulnerability">${idHtml(row)}${row.isNew ? '<span class="mark">new</span>' : ""}</td>`,
    cell("score", "CVSS", row.score),
    cell("severity", "Severity", row.severity),
    cell("fix", "Fixed by", row.fix),
    cell("status", "Status", row.status),
    `<td class="more">${detailsHtml(row)}</td>`,
  ];
  return `<tr class="${states.join(" ")}">${cells.join("")}</tr>\n`;
}

function cell(name: string, label: string, text: string): string {
  return `<td class="${name}" data-label="${label}"><span class="text">${escapeHtml(text)}</span></td>`;
}

function idHtml({ id, url }: Row): string {
  const text = `<span class="text">${escapeHtml(id)}</span>`;
  return url === undefined ? text : `<a href="${url}" rel="noreferrer">${text}</a>`;
}

/** References are shown as text, because their targets are not checked. */
function detailsHtml({ id, description, references }: Row): string {
  if (description === "" && references.length === 0) return "";
  const items = references.map((reference) => `<li>${escapeHtml(reference)}</li>`).join("");
  const list = items === "" ? "" : `<p class="muted">References</p><ul class="references">${items}</ul>`;
  const text = description === "" ? "" : `<p class="description">${escapeHtml(description)}</p>`;
  return `<details><summary>Details<span class="unseen"> of ${escapeHtml(shorten(id, 100))}</span></summary>${text}${list}</details>`;
}

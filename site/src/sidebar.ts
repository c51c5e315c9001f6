import { documents, type Document } from "./documents.ts";
import { readText } from "./repository.ts";
import type { ContentsLine } from "./api.ts";

/** A part of the sidebar: its heading, and a pattern for the pages that belong to it. */
interface Part {
  readonly text: string;
  readonly pages: RegExp;
}

/** The first part whose pattern fits a page has it. New documents need no change here: they are guides. */
const parts: readonly Part[] = [
  { text: "Start", pages: /^(?:index|documents|recipes)\.md$/ },
  { text: "Help", pages: /^(?:troubleshooting|faq|glossary)\.md$/ },
  { text: "Coming from", pages: /^from-/ },
  { text: "Packages", pages: /^packages\// },
  { text: "Decisions", pages: /^decisions\// },
  { text: "Background", pages: /^(?:architecture|performance|performance-tables|soak|compar.*)\.md$/ },
  { text: "Project", pages: /^(?:contributing|security|code-of-conduct)\.md$/ },
  { text: "Guides", pages: /./ },
];

const order = ["Start", "Guides", "Coming from", "Help", "Packages", "Background", "Decisions", "Project"];

/** Pages that are made, not copied, by the part that they belong to. */
const madePages: Readonly<Record<string, ContentsLine>> = {
  Help: { text: "Errors and exit codes", link: "/errors" },
  Project: { text: "Changelogs", link: "/changelogs" },
};

/** Lists all pages but the reference, in parts. */
export function sidebar(): ContentsLine[] {
  const all = documents();
  return order.map((text) => {
    const items = all.filter(({ page }) => partOf(page) === text).map(toLine);
    const made = madePages[text];
    return { text, items: made === undefined ? items : [...items, made] };
  });
}

/**
 * Lists the pages of the reference: at an address below an entry those of that entry, elsewhere the entries alone. One list of
 * all would be in each of the pages, and make the site many times larger.
 *
 * @param entries - the reference's table of contents
 * @returns lists by the beginning of an address
 */
export function apiSidebars(entries: readonly ContentsLine[]): Readonly<Record<string, ContentsLine[]>> {
  const overview = entries.map(({ text, link = "" }) => ({ text, link }));
  const byEntry = entries.map(({ text, link = "", items = [] }) => {
    const back = { text: "All entries", link: "/api/" };
    return [link, [back, { text, link, items }]] as const;
  });
  return { "/api/": overview, ...Object.fromEntries(byEntry) };
}

/** The name of the part that a page belongs to. */
export function partOf(page: string): string {
  return parts.find(({ pages }) => pages.test(page))?.text ?? "Guides";
}

function toLine({ source, page }: Document): ContentsLine {
  return { text: titleOf(source), link: `/${page.replace(/(?:index)?\.md$/, "")}` };
}

/** The document's first heading. */
function titleOf(source: string): string {
  if (source === "README.md") return "Overview";
  return /^# (.+)$/m.exec(readText(source))?.[1]?.replaceAll("`", "") ?? source;
}

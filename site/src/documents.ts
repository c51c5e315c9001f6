import { filesLike } from "./repository.ts";

/** A document of the repository, and the page that shows it. */
export interface Document {
  /** Its file, relative to the repository: `docs/README.md`. */
  readonly source: string;
  /** Its page, relative to the folder of pages: `documents.md`. */
  readonly page: string;
}

const patterns = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CODE_OF_CONDUCT.md",
  "docs/*.md",
  "docs/decisions/*.md",
  "packages/*/README.md",
];

/** Lists the documents that the site shows as they are. */
export function documents(): readonly Document[] {
  return patterns.flatMap(filesLike).map((source) => ({ source, page: pageOf(source) }));
}

/** Lists the pictures that documents show. They keep their place beside the pages. */
export function pictures(): readonly Document[] {
  return filesLike("docs/**/*.{svg,png}").map((source) => ({ source, page: source.replace(/^docs\//, "") }));
}

function pageOf(source: string): string {
  if (source === "README.md") return "index.md";
  if (source === "docs/README.md") return "documents.md";
  if (!source.includes("/")) return source.toLowerCase().replaceAll("_", "-");
  return source
    .replace(/^docs\//, "")
    .replace(/^packages\/([^/]+)\/README\.md$/, "packages/$1.md")
    .replace(/\/README\.md$/, "/index.md");
}

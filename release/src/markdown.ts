import { readFileSync } from "node:fs";
import GithubSlugger from "github-slugger";
import { marked, type Token } from "marked";

/** What of a document others can point at, and what it points at. */
export interface MarkdownFile {
  /** Targets of links and images, as written. */
  readonly links: readonly string[];
  /** Texts in code marks within a line, such as `name`. */
  readonly codeSpans: readonly string[];
  /** The names by which its headings can be reached, as GitHub makes them. */
  readonly anchors: readonly string[];
}

/** Reads a document's links and headings; what stands in code is neither. */
export function readMarkdown(file: string): MarkdownFile {
  const slugger = new GithubSlugger();
  const links: string[] = [];
  const codeSpans: string[] = [];
  const anchors: string[] = [];
  marked.walkTokens(marked.lexer(readFileSync(file, "utf8")), (token) => {
    if (token.type === "link" || token.type === "image") links.push((token as { href: string }).href);
    if (token.type === "codespan") codeSpans.push((token as { text: string }).text);
    if (token.type === "heading") anchors.push(slugger.slug(plain(token)));
  });
  return { links, codeSpans, anchors };
}

/** A heading's words, without emphasis and code marks. */
function plain(token: Token): string {
  if ("tokens" in token && token.tokens !== undefined && token.tokens.length > 0)
    return token.tokens.map(plain).join("");
  return "text" in token && typeof token.text === "string" ? token.text : token.raw;
}

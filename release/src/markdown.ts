import { readFileSync } from "node:fs";
import GithubSlugger from "github-slugger";
import { marked, type Token } from "marked";

/** The links of a document, and the anchors that links can point to. */
export interface MarkdownFile {
  /** Targets of links and images, as written. */
  readonly links: readonly string[];
  /** Texts in code marks within a line, such as `name`. */
  readonly codeSpans: readonly string[];
  /** The anchors of its headings, as GitHub builds them. */
  readonly anchors: readonly string[];
}

/** Reads a document's links, code spans and headings. Code blocks are ignored. */
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

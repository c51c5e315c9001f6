import type { MarkdownOptions } from "vitepress";
import { moveLink, sourceOf } from "./links.ts";

type MarkdownRenderer = Parameters<NonNullable<MarkdownOptions["config"]>>[0];

/** Makes the links of documents lead to the site's pages. */
export function moveLinks(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push("move-links", ({ tokens, env }) => {
    const source = sourceOf((env as { relativePath: string }).relativePath);
    if (source === undefined) return;
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      for (const name of ["href", "src"]) {
        const link = token.attrGet(name);
        if (link !== null) token.attrSet(name, moveLink(source, link));
      }
    }
  });
}

/** Makes an empty heading of a column a plain cell, since a heading without a text confuses those who hear the page. */
export function unmarkEmptyHeadings(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push("unmark-empty-headings", ({ tokens }) => {
    tokens.forEach((token, index) => {
      const [inline, end] = tokens.slice(index + 1, index + 3);
      if (token.type !== "th_open" || inline?.content !== "" || end === undefined) return;
      token.tag = "td";
      end.tag = "td";
    });
  });
}

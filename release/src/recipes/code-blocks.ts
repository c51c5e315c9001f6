import { readFileSync } from "node:fs";
import { marked } from "marked";

/** A code block of a document. */
export interface CodeBlock {
  /** The heading above it. */
  readonly heading: string;
  /** For example `yaml`. */
  readonly language: string;
  readonly text: string;
}

/**
 * Reads the code blocks of a document.
 *
 * @param path - of a Markdown file
 * @returns the blocks, in their order; those within lists and quotes are left out
 */
export function readCodeBlocks(path: string): readonly CodeBlock[] {
  let heading = "";
  return marked.lexer(readFileSync(path, "utf8")).flatMap((token) => {
    if (token.type === "heading") heading = token.text as string;
    return token.type === "code" ? [{ heading, language: String(token.lang), text: token.text as string }] : [];
  });
}

import { escapeHtml } from "./html-writer.js";
import type { ElementWriter } from "./html-writer.js";

/** Writes a whole page. */
export function htmlDocument(element: ElementWriter, title: string, ...body: string[]): string {
  const head = element("head", {}, element("meta", { charset: "utf-8" }), element("title", {}, escapeHtml(title)));
  return `<!DOCTYPE html>\n${element("html", { lang: "en-US" }, head, element("body", {}, ...body))}`;
}

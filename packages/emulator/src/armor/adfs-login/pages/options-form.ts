import type { ElementWriter } from "./html-writer.js";
import { pageUrl } from "./page-url.js";

/** Writes the second form of a page. In a browser it selects another way to sign in; its input is empty. */
export function optionsForm(element: ElementWriter, url: URL): string {
  const input = element("input", { id: "optionSelection", type: "hidden", name: "AuthMethod" });
  return element("form", { id: "options", method: "post", action: pageUrl(url) }, input);
}

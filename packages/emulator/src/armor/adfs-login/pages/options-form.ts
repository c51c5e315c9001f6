import type { ElementWriter } from "./html-writer.js";
import { pageUrl } from "./page-url.js";

/** The second form of login and second-factor pages: it chooses another way to sign in, and stays empty. */
export function optionsForm(element: ElementWriter, url: URL): string {
  const input = element("input", { id: "optionSelection", type: "hidden", name: "AuthMethod" });
  return element("form", { id: "options", method: "post", action: pageUrl(url) }, input);
}

import { htmlDocument } from "./document.js";
import { createElementWriter } from "./html-writer.js";
import type { Variant } from "./page-variant.js";

/**
 * Writes the last page, whose script posts a form to the client (OAuth 2.0 Form Post Response Mode). A client that is not
 * a browser reads the inputs instead.
 *
 * @param redirectUri - the URL to which the form is posted
 * @param fields - the hidden inputs, in this order
 */
export function formPostPage(variant: Variant, redirectUri: string, fields: Readonly<Record<string, string>>): string {
  const element = createElementWriter({ ...variant, rawAmpersands: false });
  const inputs = Object.entries(fields).map(([name, value]) => element("input", { type: "hidden", name, value }));
  const submit = element("input", { type: "submit", value: "Submit" });
  const noscript = element("noscript", {}, element("p", {}, "Script is disabled. Click Submit to continue."), submit);
  const form = element("form", { method: "POST", name: "hiddenform", action: redirectUri }, ...inputs, noscript);
  const script = element("script", {}, "window.setTimeout('document.forms[0].submit()', 0);");
  return htmlDocument(element, "Working...", form, script);
}

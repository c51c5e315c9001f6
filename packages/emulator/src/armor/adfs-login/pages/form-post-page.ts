import { document } from "./document.js";
import { createElementWriter } from "./html-writer.js";
import type { Variant } from "./page-variant.js";

/**
 * The last page: a script posts its form to the client. Clients that are no browsers read the inputs.
 *
 * @param redirectUri - where the form goes
 * @param fields - hidden inputs, in this order; source: OAuth 2.0 Form Post Response Mode
 */
export function formPostPage(variant: Variant, redirectUri: string, fields: Readonly<Record<string, string>>): string {
  const element = createElementWriter({ ...variant, rawAmpersands: false });
  const inputs = Object.entries(fields).map(([name, value]) => element("input", { type: "hidden", name, value }));
  const submit = element("input", { type: "submit", value: "Submit" });
  const noscript = element("noscript", {}, element("p", {}, "Script is disabled. Click Submit to continue."), submit);
  const form = element("form", { method: "POST", name: "hiddenform", action: redirectUri }, ...inputs, noscript);
  const script = element("script", {}, "window.setTimeout('document.forms[0].submit()', 0);");
  return document(element, "Working...", form, script);
}

import { escapeHtml } from "./html-writer.js";
import type { ElementWriter } from "./html-writer.js";
import type { Variant } from "./page-variant.js";

/** Writes the element for error messages; it is empty if there is no error. */
export function errorText(element: ElementWriter, { errorElement }: Variant, message: string): string {
  const attributes = errorElement === "label" ? { for: "" } : { "aria-live": "assertive", role: "alert" };
  const text = element(errorElement, { id: "errorText", ...attributes }, escapeHtml(message));
  return element("div", { id: "error", class: "fieldMargin error smallText" }, text);
}

import { escapeHtml } from "./html-writer.js";
import type { ElementWriter } from "./html-writer.js";
import type { Variant } from "./page-variant.js";

/** The place of error messages, empty where there is none. */
export function errorText(element: ElementWriter, { errorElement }: Variant, message: string): string {
  const attributes = errorElement === "label" ? { for: "" } : { "aria-live": "assertive", role: "alert" };
  const text = element(errorElement, { id: "errorText", ...attributes }, escapeHtml(message));
  return element("div", { id: "error", class: "fieldMargin error smallText" }, text);
}

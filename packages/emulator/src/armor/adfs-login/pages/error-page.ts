import { htmlDocument } from "./document.js";
import { createElementWriter, escapeHtml } from "./html-writer.js";
import type { Variant } from "./page-variant.js";

/**
 * Writes the error page.
 *
 * @param message - with its MSIS number, if it has one
 * @param activityId - a GUID
 */
export function errorPage(variant: Variant, message: string, activityId: string): string {
  const element = createElementWriter(variant);
  return htmlDocument(
    element,
    "Error",
    element("div", { id: "openingMessage" }, "An error occurred"),
    element("div", { id: "errorMessage" }, "An error occurred. Contact your administrator for more information."),
    element("a", { id: "errorDetailsLink", href: "#" }, "Error details"),
    element(
      "ul",
      { id: "errorDetails" },
      element("li", {}, `Activity ID: ${activityId}`),
      element("li", {}, escapeHtml(message)),
    ),
  );
}

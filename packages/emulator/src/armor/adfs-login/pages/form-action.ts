import type { Attributes } from "./html-writer.js";
import { pageUrl } from "./page-url.js";
import type { Variant } from "./page-variant.js";

/** How a page writes the action of its form by default: relative on the login page, absent on the second factor's page. */
type DefaultAction = "relative" | "absent";

/** Returns the action attribute of a form. Without one, a browser posts the form to the page's own URL. */
export function formAction(url: URL, { action }: Variant, defaultAction: DefaultAction, requestId: string): Attributes {
  const kind = action ?? defaultAction;
  if (kind === "absent") return {};
  const target = kind === "absolute" ? pageUrl(url) : `${url.pathname}${url.search}`;
  // The URL of a posted form has the id already.
  const hasRequestId = url.searchParams.has("client-request-id");
  return { action: hasRequestId ? target : `${target}&client-request-id=${requestId}` };
}

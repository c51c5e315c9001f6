import type { Attributes } from "./html-writer.js";
import type { Variant } from "./page-variant.js";
import { pageUrl } from "./page-url.js";

/** The usual habits: login pages have a relative target, the second factor's pages none. */
export type DefaultAction = "relative" | "absent";

/** The target of a form, or none, which stands for the page's own URL. */
export function formAction(url: URL, { action }: Variant, defaultAction: DefaultAction, requestId: string): Attributes {
  const kind = action ?? defaultAction;
  if (kind === "absent") return {};
  const target = kind === "absolute" ? pageUrl(url) : `${url.pathname}${url.search}`;
  // A posted form brings its id back: it is not added twice.
  const isKnown = url.searchParams.has("client-request-id");
  return { action: isKnown ? target : `${target}&client-request-id=${requestId}` };
}

import { document } from "./document.js";
import { errorText } from "./error-text.js";
import { formAction } from "./form-action.js";
import { createElementWriter, escapeHtml } from "./html-writer.js";
import type { ElementWriter } from "./html-writer.js";
import { optionsForm } from "./options-form.js";
import type { Variant } from "./page-variant.js";

/** What a page of the second factor is made from. */
export interface MfaPage {
  readonly url: URL;
  readonly variant: Variant;
  readonly requestId: string;
  readonly username: string;
  /** The `Context`; without one the page has no form to go on with. */
  readonly context: string | undefined;
  /** Empty on the first display. */
  readonly message: string;
}

/** The page that announces the call or the push. The two hidden inputs come first, in this order. */
export function mfaPage(page: MfaPage): string {
  const { url, variant, username, message } = page;
  const element = createElementWriter(variant);
  const area = element(
    "div",
    { id: "authArea" },
    element("div", { id: "mfaGreeting" }, escapeHtml(`Welcome ${username}`)),
    element("div", { id: "mfaGreetingDescription" }, "For security reasons, we require additional verification."),
    page.context === undefined ? errorText(element, variant, message) : mfaForm(element, page, page.context),
  );
  return document(element, "Sign In", area, optionsForm(element, url));
}

function mfaForm(element: ElementWriter, { url, variant, requestId, message }: MfaPage, context: string): string {
  return element(
    "form",
    { id: "loginForm", method: "post", autocomplete: "off", ...formAction(url, variant, "absent", requestId) },
    element("input", { id: "authMethod", type: "hidden", name: "AuthMethod", value: variant.authMethod }),
    element("input", { id: "context", type: "hidden", name: "Context", value: context }),
    element("p", { id: "instructions" }, "We have sent a notification to your phone. Please respond to continue."),
    errorText(element, variant, message),
  );
}

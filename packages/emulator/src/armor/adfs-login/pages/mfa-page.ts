import { htmlDocument } from "./document.js";
import { errorText } from "./error-text.js";
import { formAction } from "./form-action.js";
import { createElementWriter, escapeHtml } from "./html-writer.js";
import type { ElementWriter } from "./html-writer.js";
import { optionsForm } from "./options-form.js";
import type { Variant } from "./page-variant.js";

/** The content of the second factor's page. */
interface MfaPage {
  /** The URL of the page. */
  readonly url: URL;
  /** How the page is written. */
  readonly variant: Variant;
  /** The id that the form sends back in its action. */
  readonly requestId: string;
  /** The name of the user. */
  readonly username: string;
  /** The value of `Context`; if undefined, the page has no form. */
  readonly context: string | undefined;
  /** The error message; empty at first. */
  readonly message: string;
}

/** Writes the page that announces the phone call or push notification. Its first inputs are `AuthMethod` and `Context`. */
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
  return htmlDocument(element, "Sign In", area, optionsForm(element, url));
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

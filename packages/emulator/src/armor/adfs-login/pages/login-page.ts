import { htmlDocument } from "./document.js";
import { errorText } from "./error-text.js";
import { formAction } from "./form-action.js";
import { createElementWriter } from "./html-writer.js";
import { optionsForm } from "./options-form.js";
import type { Variant } from "./page-variant.js";

/** The content of a login page. */
interface LoginPage {
  /** The URL of the page. */
  readonly url: URL;
  /** How the page is written. */
  readonly variant: Variant;
  /** The id that the form sends back in its action. */
  readonly requestId: string;
  /** The name that the user typed before; empty at first. */
  readonly username: string;
  /** The error message; empty at first. */
  readonly message: string;
  /** Adds a link to the page where users change an expired password. Default: false. */
  readonly isExpired?: boolean;
}

/** Writes the page that asks for the name and password. */
export function loginPage({ url, variant, requestId, username, message, isExpired = false }: LoginPage): string {
  const element = createElementWriter(variant);
  const input = (id: string, name: string, type: string, rest: Record<string, string> = {}) =>
    element("input", { id, name, type, ...rest });
  const update = element("a", { id: "updatePassword", href: "/adfs/portal/updatepassword" }, "Update your password");
  const form = element(
    "form",
    { id: "loginForm", method: "post", autocomplete: "off", ...formAction(url, variant, "relative", requestId) },
    errorText(element, variant, message),
    input("userNameInput", "UserName", "email", { value: username, placeholder: "someone@example.com" }),
    input("passwordInput", "Password", "password", { placeholder: "Password" }),
    element(
      "div",
      { id: "kmsiArea", style: "display:none" },
      input("kmsiInput", "Kmsi", "checkbox", { value: "true" }),
    ),
    element("span", { id: "submitButton", class: "submit", role: "button" }, "Sign in"),
    input("optionForms", "AuthMethod", "hidden", { value: "FormsAuthentication" }),
  );
  return htmlDocument(element, "Sign In", form, ...(isExpired ? [update] : []), optionsForm(element, url));
}

import { document } from "./document.js";
import { errorText } from "./error-text.js";
import { formAction } from "./form-action.js";
import { createElementWriter } from "./html-writer.js";
import { optionsForm } from "./options-form.js";
import type { Variant } from "./page-variant.js";

/** What a login page is made from. */
export interface LoginPage {
  readonly url: URL;
  readonly variant: Variant;
  readonly requestId: string;
  /** What was typed before. */
  readonly username: string;
  /** Empty on the first display. */
  readonly message: string;
  /** Shows the link to the page where an expired password is changed. */
  readonly expired?: boolean;
}

/** The page that asks for name and password. */
export function loginPage({ url, variant, requestId, username, message, expired = false }: LoginPage): string {
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
  return document(element, "Sign In", form, ...(expired ? [update] : []), optionsForm(element, url));
}

import type { ArmorLoginReason } from "../errors.js";
import type { Page, PageForm } from "./parse-page.js";

/** The final page: what a browser would post to the client. */
export interface TokenPage {
  readonly kind: "token";
  readonly idToken: string;
  /** As echoed; undefined where it isn't. */
  readonly state: string | undefined;
}

/** The page that waits for the user's device. */
export interface MfaPage {
  readonly kind: "mfa";
  readonly form: PageForm;
  /** The provider's name, which differs between servers and is echoed. */
  readonly method: string;
  readonly context: string;
}

/** A page that ends the login. */
export interface Failure {
  readonly kind: "failure";
  readonly reason: ArmorLoginReason;
  /** The page's own words, or empty. */
  readonly words: string;
}

const expiredWords = /\bexpired\b|must (be )?changed?\b/i;
const updatePath = /\/updatepassword\b/i;
const deniedWords = /\b(denied|declined|rejected|fraud)\b/i;
const enrolWords = /\benrol|\bregist(er|ration)|not (been )?set up|proof ?up/i;
const loopCode = /MSIS7042/i;
const serviceCode = /MSIS\d/i;

/** True for the words of an MFA page that came back because the user said no. */
export function isDenial(words: string): boolean {
  return deniedWords.test(words);
}

/**
 * Judges a page by what is on it: AD FS answers 200 to success and failure alike.
 *
 * @param page - what came back, after redirects
 * @param arrival - its status and URL
 */
export function judge(
  page: Page,
  arrival: { readonly status: number; readonly url: string },
): TokenPage | MfaPage | Failure {
  return (
    tokenPage(page) ??
    oauthError(page) ??
    expiredPage(page, arrival.url) ??
    loginPage(page) ??
    mfaPage(page) ??
    errorPage(page, arrival.status)
  );
}

/** The token by name, from the one form that holds it. */
function tokenPage(page: Page): TokenPage | Failure | undefined {
  const [form, ...others] = page.forms.filter((candidate) => has(candidate, "id_token"));
  if (form === undefined) return undefined;
  const idToken = only(form, "id_token");
  if (others.length > 0 || !idToken || has(form, "Password")) return unexpected;
  return { kind: "token", idToken, state: only(form, "state") };
}

/** OAuth 2.0 Form Post Response Mode, section 2: an error arrives in the same kind of form. */
function oauthError(page: Page): Failure | undefined {
  const form = page.forms.find((candidate) => has(candidate, "error"));
  if (form === undefined) return undefined;
  const words = [only(form, "error"), only(form, "error_description")].filter(Boolean).join(": ");
  return { kind: "failure", reason: loopCode.test(words) ? "loop" : "service-error", words };
}

function expiredPage(page: Page, url: string): Failure | undefined {
  const words = errorText(page);
  const asksForNew = updatePath.test(url) || page.forms.some((form) => has(form, "NewPassword"));
  const saysSo = expiredWords.test(words) || (words === "" && page.links.some((link) => updatePath.test(link)));
  if (!asksForNew && !(isLogin(page) && saysSo)) return undefined;
  return { kind: "failure", reason: "password-expired", words };
}

/** The login page again is a refusal, whatever it says and in whichever language. */
function loginPage(page: Page): Failure | undefined {
  return isLogin(page) ? { kind: "failure", reason: "wrong-password", words: errorText(page) } : undefined;
}

function mfaPage(page: Page): MfaPage | Failure | undefined {
  const [form, ...others] = page.forms.filter((candidate) => has(candidate, "Context"));
  if (form === undefined) return undefined;
  const context = only(form, "Context");
  const method = only(form, "AuthMethod");
  if (others.length > 0 || !context || !method) return unexpected;
  return { kind: "mfa", form, method, context };
}

function errorPage(page: Page, status: number): Failure {
  const texts = ["errorText", "errorMessage", "errorDetails"].map((id) => page.texts.get(id));
  const words = texts.filter(Boolean).join(" ") || (page.texts.get("openingMessage") ?? "");
  return { kind: "failure", reason: errorReason(page, words, status), words };
}

function errorReason(page: Page, words: string, status: number): ArmorLoginReason {
  if (loopCode.test(words)) return "loop";
  if (serviceCode.test(words)) return "service-error";
  if (enrolWords.test(words) || (page.texts.has("mfaGreeting") && errorText(page) !== "")) return "not-enrolled";
  return words !== "" || status >= 500 ? "service-error" : "unexpected-page";
}

const unexpected: Failure = { kind: "failure", reason: "unexpected-page", words: "" };

function isLogin(page: Page): boolean {
  return page.forms.some((form) => has(form, "Password"));
}

function errorText(page: Page): string {
  return page.texts.get("errorText") ?? "";
}

function has(form: PageForm, name: string): boolean {
  return form.inputs.some((input) => sameName(input.name, name));
}

/** The value of the one input of that name that has one; of two, neither is to be trusted. */
function only(form: PageForm, name: string): string | undefined {
  const found = form.inputs.filter((input) => sameName(input.name, name) && input.value !== undefined);
  return found.length === 1 ? found[0]?.value : undefined;
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

import type { ArmorLoginReason } from "../errors.js";
import type { Page, PageForm } from "./parse-page.js";

/** The final page, with the form that a browser would send to the client. */
export interface TokenPage {
  readonly kind: "token";
  /** Not checked yet. */
  readonly idToken: string;
  /** The request's `state`; undefined if the page does not contain it, or has two. */
  readonly state: string | undefined;
}

/** The page whose form starts the MFA prompt. */
export interface MfaPage {
  readonly kind: "mfa";
  /** The form to send. */
  readonly form: PageForm;
  /** The MFA provider's name. It differs between servers, and the form sends it back. */
  readonly method: string;
  /** The server's state of this login, which the form sends back. */
  readonly context: string;
}

/** A page that ends the login. */
export interface FailurePage {
  readonly kind: "failure";
  /** Why the login ends. */
  readonly reason: ArmorLoginReason;
  /** The page's error text; empty if it has none. */
  readonly text: string;
}

const expiredPattern = /\bexpired\b|must (be )?changed?\b/i;
const passwordUpdatePath = /\/updatepassword\b/i;
const deniedPattern = /\b(denied|declined|rejected|fraud)\b/i;
const enrolPattern = /\benrol|\bregist(er|ration)|not (been )?set up|proof ?up/i;
const loopCode = /MSIS7042/i;
const serviceCode = /MSIS\d/i;

/** True for the error text of an MFA page that came back because the user denied the prompt. */
export function isDenial(text: string): boolean {
  return deniedPattern.test(text);
}

/**
 * Classifies a page by its content, since AD FS sends status 200 for success and failure alike.
 *
 * @param page - the parsed page
 * @param fetched - its status and URL, after redirects
 */
export function classifyPage(
  page: Page,
  fetched: { readonly status: number; readonly url: string },
): TokenPage | MfaPage | FailurePage {
  return (
    findToken(page) ??
    findOAuthError(page) ??
    findExpiredPassword(page, fetched.url) ??
    findLoginForm(page) ??
    findMfaForm(page) ??
    readError(page, fetched.status)
  );
}

/** Finds the token by its name. Exactly one form may have it. */
function findToken(page: Page): TokenPage | FailurePage | undefined {
  const [form, ...others] = page.forms.filter((candidate) => hasInput(candidate, "id_token"));
  if (form === undefined) return undefined;
  const idToken = onlyValue(form, "id_token");
  if (others.length > 0 || !idToken || hasInput(form, "Password")) return unexpectedPage;
  return { kind: "token", idToken, state: onlyValue(form, "state") };
}

/** An OAuth error comes in the same kind of form as a token (OAuth 2.0 Form Post Response Mode, section 2). */
function findOAuthError(page: Page): FailurePage | undefined {
  const form = page.forms.find((candidate) => hasInput(candidate, "error"));
  if (form === undefined) return undefined;
  const text = [onlyValue(form, "error"), onlyValue(form, "error_description")].filter(Boolean).join(": ");
  return { kind: "failure", reason: loopCode.test(text) ? "loop" : "service-error", text };
}

function findExpiredPassword(page: Page, url: string): FailurePage | undefined {
  const text = errorText(page);
  const asksForNewPassword = passwordUpdatePath.test(url) || page.forms.some((form) => hasInput(form, "NewPassword"));
  const saysExpired =
    expiredPattern.test(text) || (text === "" && page.links.some((link) => passwordUpdatePath.test(link)));
  if (!asksForNewPassword && !(hasLoginForm(page) && saysExpired)) return undefined;
  return { kind: "failure", reason: "password-expired", text };
}

/** If the login form comes back, the password was refused, whatever the page says and in whatever language. */
function findLoginForm(page: Page): FailurePage | undefined {
  return hasLoginForm(page) ? { kind: "failure", reason: "wrong-password", text: errorText(page) } : undefined;
}

function findMfaForm(page: Page): MfaPage | FailurePage | undefined {
  const [form, ...others] = page.forms.filter((candidate) => hasInput(candidate, "Context"));
  if (form === undefined) return undefined;
  const context = onlyValue(form, "Context");
  const method = onlyValue(form, "AuthMethod");
  if (others.length > 0 || !context || !method) return unexpectedPage;
  return { kind: "mfa", form, method, context };
}

function readError(page: Page, status: number): FailurePage {
  const texts = ["errorText", "errorMessage", "errorDetails"].map((id) => page.texts.get(id));
  const text = texts.filter(Boolean).join(" ") || (page.texts.get("openingMessage") ?? "");
  return { kind: "failure", reason: reasonOf(page, text, status), text };
}

function reasonOf(page: Page, text: string, status: number): ArmorLoginReason {
  if (loopCode.test(text)) return "loop";
  if (serviceCode.test(text)) return "service-error";
  if (enrolPattern.test(text) || (page.texts.has("mfaGreeting") && errorText(page) !== "")) return "not-enrolled";
  return text !== "" || status >= 500 ? "service-error" : "unexpected-page";
}

const unexpectedPage: FailurePage = { kind: "failure", reason: "unexpected-page", text: "" };

function hasLoginForm(page: Page): boolean {
  return page.forms.some((form) => hasInput(form, "Password"));
}

function errorText(page: Page): string {
  return page.texts.get("errorText") ?? "";
}

function hasInput(form: PageForm, name: string): boolean {
  return form.inputs.some((input) => isSameName(input.name, name));
}

/** Returns the value of the only input with this name. Two such inputs are ambiguous, so neither is used. */
function onlyValue(form: PageForm, name: string): string | undefined {
  const found = form.inputs.filter((input) => isSameName(input.name, name) && input.value !== undefined);
  return found.length === 1 ? found[0]?.value : undefined;
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

import { scrub, type ErrorFacts, type LoginContext, type Secret } from "@org/http-core";
import { emitWarning, omitUndefined } from "@org/http-core/authoring";
import type { ArmorCallAuth } from "../account-context.js";
import { ArmorLoginError, type ArmorLoginReason } from "../errors.js";
import { toMfaTimeout } from "../mfa-timeout.js";
import { classifyPage, isDenial, type FailurePage, type MfaPage, type TokenPage } from "./classify-page.js";
import { fetchPage, resolveOnOrigin, type FetchedPage } from "./fetch-page.js";
import type { MfaPrompt } from "./id-token-source.js";
import { parsePage, type Page } from "./parse-page.js";

/** What a sign-in needs. */
export interface SignInOptions {
  /** Sends the requests of this login. */
  readonly context: LoginContext<ArmorCallAuth>;
  /** How long the user may take to confirm the prompt. */
  readonly mfaTimeoutMs: number;
  /** Called before a prompt is sent. */
  readonly onMfa: ((prompt: MfaPrompt) => void) | undefined;
}

/** One form to send. */
interface FormRequest {
  readonly url: string;
  readonly form: Readonly<Record<string, string>>;
  /** How long the server may take to respond. Default: the session's own timeout. */
  readonly firstByteMs?: number;
}

/** The page that followed a form. */
interface NextPage {
  readonly fetched: FetchedPage;
  readonly page: Page;
  readonly result: TokenPage | MfaPage;
}

/**
 * Signs in by sending forms: the password once, and the MFA page once. It retries neither, since the service counts
 * each password and each prompt disturbs the user.
 *
 * @param options - how to send requests and handle a prompt
 * @param url - the authorize URL, which accepts the password directly
 * @param user - name and password
 * @throws ArmorLoginError, TransportError
 */
export async function signIn(
  { context, mfaTimeoutMs, onMfa }: SignInOptions,
  url: string,
  user: { readonly username: string; readonly password: Secret },
): Promise<TokenPage> {
  const password = user.password.reveal();
  const passwordForm = { UserName: user.username, Password: password, AuthMethod: "FormsAuthentication" };
  const first = await submitForm(context, { url, form: passwordForm });
  if (first.result.kind === "token") return first.result;
  const mfaPage = first.result;
  const request = {
    url: resolveMfaUrl(mfaPage, first.fetched.url),
    form: { AuthMethod: mfaPage.method, Context: mfaPage.context },
    firstByteMs: mfaTimeoutMs,
  };
  notify(onMfa, mfaPage, first);
  const second = await submitForm(context, request).catch((error: unknown) => {
    throw toMfaTimeout(error, `The MFA prompt was not confirmed within ${mfaTimeoutMs} ms`);
  });
  if (second.result.kind === "token") return second.result;
  throw promptRepeated(second);
}

async function submitForm(context: LoginContext<ArmorCallAuth>, request: FormRequest): Promise<NextPage> {
  const { url, form, firstByteMs } = request;
  const headers = { accept: "text/html,application/xhtml+xml" };
  const timeout = firstByteMs === undefined ? {} : { firstByteMs };
  const fetched = await fetchPage(context, url, { method: "POST", form, headers, timeout });
  const page = parsePage(fetched.html);
  const result = classifyPage(page, fetched);
  if (result.kind === "failure") throw toLoginError(result, page.title, fetched);
  return { fetched, page, result };
}

/** The MFA page's form usually has no action, and is then sent to the page's own URL. */
function resolveMfaUrl({ form }: MfaPage, pageUrl: string): string {
  const url = resolveOnOrigin(pageUrl, form.action ?? "");
  if (url !== undefined) return url;
  throw new ArmorLoginError("unexpected-page", "The MFA page's form leads to another origin; nothing was sent there");
}

/** Calls the caller's callback, which neither delays the login nor makes it fail. */
function notify(onMfa: SignInOptions["onMfa"], { method, context }: MfaPage, { page, fetched }: NextPage): void {
  if (onMfa === undefined) return;
  const quote = (text: string = ""): string => fetched.quote(scrub(text, [context]));
  const { texts } = page;
  const instructions = quote(texts.get("instructions")) || quote(texts.get("mfaGreeting"));
  const number = quote(texts.get("validEntropyNumber"));
  const prompt = { method: quote(method), ...(instructions ? { instructions } : {}), ...(number ? { number } : {}) };
  void Promise.resolve(prompt)
    .then(onMfa)
    .catch(() => emitWarning("The onMfa callback failed; the login continues"));
}

/** How long a user who has denied a prompt gets no other one. */
const pauseAfterDenialMs = 60_000;

/** The prompt's page came back: the user denied the prompt, or did not confirm it in time. */
function promptRepeated({ page, fetched: { quote } }: NextPage): ArmorLoginError {
  const text = page.texts.get("errorText") ?? "";
  if (!isDenial(text)) return toLoginError({ kind: "failure", reason: "mfa-timeout", text }, page.title, { quote });
  const denial = { kind: "failure", reason: "mfa-denied", text } as const;
  return toLoginError(denial, page.title, { quote, retryAfterMs: pauseAfterDenialMs });
}

const meanings: Partial<Readonly<Record<ArmorLoginReason, string>>> = {
  "wrong-password": "The sign-in service refused the user name or password (or the account is locked)",
  "password-expired": "The password has expired; change it in the portal",
  "mfa-denied": "The user denied the MFA prompt",
  "mfa-timeout": "The user did not confirm the MFA prompt",
  "not-enrolled": "The user is not enrolled in MFA; enrol, or use a service account's clientId",
  loop: "The sign-in service saw too many logins in a row; wait a minute",
  "service-error": "The sign-in service failed",
  "unexpected-page": "The sign-in service sent a page that is not a step of the login",
};

/** Quotes the page's error text, or only its title if it has none. */
function toLoginError(
  { reason, text }: FailurePage,
  title: string,
  { quote, status, retryAfterMs }: Pick<FetchedPage, "quote"> & Pick<ErrorFacts, "status" | "retryAfterMs">,
): ArmorLoginError {
  const message = `${meanings[reason] ?? reason}: ${quote(text === "" ? `the page is titled "${title}"` : text)}`;
  return new ArmorLoginError(reason, message, omitUndefined({ status, retryAfterMs }));
}

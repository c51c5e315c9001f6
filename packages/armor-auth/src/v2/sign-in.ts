import { isTransportError, scrub, type AcquireContext, type Secret } from "@org/http-core";
import type { ArmorCallAuth } from "../account-context.js";
import { ArmorLoginError, type ArmorLoginReason } from "../errors.js";
import { fetchPage, withinOrigin } from "./fetch-page.js";
import { isDenial, judge, type Failure, type MfaPage, type TokenPage } from "./classify-page.js";
import { readPage, type Page } from "./parse-page.js";
import type { MfaPrompt } from "./id-token-source.js";

/** What a sign-in works with. */
export interface SignIn {
  readonly context: AcquireContext<ArmorCallAuth>;
  readonly mfaTimeoutMs: number;
  readonly onMfa: ((prompt: MfaPrompt) => void) | undefined;
}

/** What came back after a step. */
interface Outcome<J> {
  readonly url: string;
  readonly page: Page;
  readonly judged: J;
}

/**
 * Signs in by posting forms: the password once, and the MFA page once. No step is ever repeated, since the service
 * counts each password and each prompt wakes the user's device.
 *
 * @param signIn - requests, patience, and who is told of the prompt
 * @param url - the authorize URL, which takes the password directly
 * @param user - name and password
 * @throws ArmorLoginError, TransportError
 */
export async function signIn(
  { context, mfaTimeoutMs, onMfa }: SignIn,
  url: string,
  user: { readonly username: string; readonly password: Secret },
): Promise<TokenPage> {
  const password = user.password.reveal();
  const credentials = { UserName: user.username, Password: password, AuthMethod: "FormsAuthentication" };
  const first = await submit(context, url, credentials, {}, [password]);
  if (first.judged.kind === "token") return first.judged;
  const target = mfaTarget(first.judged, first.url);
  announce(first.judged, first.page, onMfa);
  const answer = { AuthMethod: first.judged.method, Context: first.judged.context };
  const secrets = [password, first.judged.context];
  const second = await submit(context, target, answer, { firstByteMs: mfaTimeoutMs }, secrets).catch(
    (error: unknown) => {
      throw unanswered(error, mfaTimeoutMs);
    },
  );
  if (second.judged.kind === "token") return second.judged;
  throw promptAgain(second.page, secrets);
}

async function submit(
  context: AcquireContext<ArmorCallAuth>,
  url: string,
  form: Readonly<Record<string, string>>,
  timeout: { readonly firstByteMs?: number },
  secrets: readonly string[],
): Promise<Outcome<TokenPage | MfaPage>> {
  const headers = { accept: "text/html,application/xhtml+xml" };
  const arrival = await fetchPage(context, url, { method: "POST", form, headers, timeout });
  const page = readPage(arrival.html);
  const judged = judge(page, arrival);
  if (judged.kind === "failure") throw failure(judged, page, arrival.status, secrets);
  return { url: arrival.url, page, judged };
}

/** The MFA page's form has no action as a rule, and then posts to where the page is. */
function mfaTarget({ form }: MfaPage, pageUrl: string): string {
  const target = withinOrigin(pageUrl, form.action ?? "");
  if (target !== undefined) return target;
  throw new ArmorLoginError("unexpected-page", "The MFA page's form leads to another origin; nothing was sent there");
}

/** A caller's callback neither delays nor breaks the login. */
function announce({ method }: MfaPage, page: Page, onMfa: SignIn["onMfa"]): void {
  if (onMfa === undefined) return;
  const instructions = page.texts.get("instructions") || page.texts.get("mfaGreeting");
  const number = page.texts.get("validEntropyNumber");
  const prompt = { method, ...(instructions ? { instructions } : {}), ...(number ? { number } : {}) };
  void Promise.resolve(prompt)
    .then(onMfa)
    .catch(() => process.emitWarning("The onMfa callback failed; the login goes on"));
}

/** The prompt's page again: the user refused, or did not react in time. It is not answered a second time. */
function promptAgain(page: Page, secrets: readonly string[]): ArmorLoginError {
  const words = page.texts.get("errorText") ?? "";
  const reason = isDenial(words) ? "mfa-denied" : "mfa-timeout";
  return failure({ kind: "failure", reason, words }, page, undefined, secrets);
}

function unanswered(error: unknown, mfaTimeoutMs: number): unknown {
  if (!isTransportError(error) || error.code !== "PHASE_TIMEOUT" || error.phase !== "firstByte") return error;
  return new ArmorLoginError("mfa-timeout", `Nobody answered the MFA prompt within ${mfaTimeoutMs} ms`, {
    cause: error,
  });
}

const meanings: Partial<Readonly<Record<ArmorLoginReason, string>>> = {
  "wrong-password": "The sign-in service refused the user name or password (or the account is locked)",
  "password-expired": "The password has expired; change it in the portal",
  "mfa-denied": "The MFA prompt was denied",
  "mfa-timeout": "The MFA prompt was not answered",
  "not-enrolled": "The user is not enrolled in MFA; enrol, or use a service account's clientId",
  loop: "The sign-in service saw too many logins in a row; wait a minute",
  "service-error": "The sign-in service failed",
  "unexpected-page": "The sign-in service sent a page that is no step of the login",
};

const longestQuote = 300;

/** Quotes the page's own error text where it has one, else its title alone. */
function failure(
  { reason, words }: Failure,
  page: Page,
  status: number | undefined,
  secrets: readonly string[],
): ArmorLoginError {
  const quoted = words === "" ? `the page is titled "${page.title}"` : words;
  const message = `${meanings[reason] ?? reason}: ${scrub(quoted, secrets).slice(0, longestQuote)}`;
  return new ArmorLoginError(reason, message, status === undefined ? {} : { status });
}

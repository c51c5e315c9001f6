import {
  isHttpCoreError,
  quoteFrom,
  retryAfterMs,
  type LoginContext,
  type HttpResponse,
  type RequestOptions,
} from "@org/http-core";
import { omitUndefined } from "@org/http-core/authoring";
import type { ArmorCallAuth } from "../account-context.js";
import { ArmorLoginError } from "../errors.js";
import { hasTooManyTags } from "./parse-page.js";

/** A page, after redirects. */
export interface FetchedPage {
  /** The URL that it came from. */
  readonly url: string;
  /** HTTP status. */
  readonly status: number;
  /** The whole page. */
  readonly html: string;
  /** Makes a line of a text of the page, in which the secrets of the login are masked; empty if nothing is left. */
  readonly quote: (text: string) => string;
}

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const maxRedirects = 10;
/** AD FS pages have some tens of kilobytes. */
const maxPageBytes = 262_144;

/**
 * Sends a request and follows its redirects: with GET, on the same origin, and at most ten. It never sends a form twice.
 *
 * @param context - of this login; it keeps the cookies between the requests
 * @param url - of the first request
 * @param options - of the first request; redirects reuse its headers only
 * @throws ArmorLoginError `unexpected-page`, `loop`, `throttled`
 */
export async function fetchPage(
  context: LoginContext<ArmorCallAuth>,
  url: string,
  options: RequestOptions,
): Promise<FetchedPage> {
  let currentUrl = url;
  let currentOptions = options;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const response = await context
      .send(currentUrl, { ...currentOptions, maxResponseBytes: maxPageBytes })
      .catch(rethrowTooLarge);
    refuseIfThrottled(response, context);
    const location = response.headers.get("location") ?? "";
    if (!redirectStatuses.has(response.status) || location === "") return readPage(currentUrl, response);
    checkRedirect(response.status, currentOptions.method);
    currentUrl = resolveRedirect(currentUrl, location, response.status);
    currentOptions = omitUndefined({ headers: options.headers });
  }
  throw new ArmorLoginError("loop", `The sign-in service redirected more than ${maxRedirects} times`);
}

/**
 * Resolves the target of a page's form or redirect.
 *
 * @param pageUrl - the page's URL
 * @param reference - an absolute or relative URL
 * @returns undefined if the target is not on the page's origin
 */
export function resolveOnOrigin(pageUrl: string, reference: string): string | undefined {
  if (/[\p{Cc}\\]/u.test(reference)) return undefined;
  const url = URL.parse(reference, pageUrl);
  if (url === null || url.origin !== new URL(pageUrl).origin) return undefined;
  if (url.username !== "" || url.password !== "") return undefined;
  url.hash = "";
  return url.href;
}

/** Status 429 says nothing about the password, whatever its page says. */
function refuseIfThrottled({ status, headers }: HttpResponse, { clock }: LoginContext<ArmorCallAuth>): void {
  if (status !== 429) return;
  const facts = omitUndefined({ status, retryAfterMs: retryAfterMs(headers, clock) });
  throw new ArmorLoginError("throttled", "The sign-in service is limiting logins (status 429): try again later", facts);
}

/** Status 307 and 308 ask for the same method and body again. */
function checkRedirect(status: number, method: string = "GET"): void {
  if (status < 307 || method === "GET") return;
  throw new ArmorLoginError(
    "unexpected-page",
    `The sign-in service asks to send the form again to another URL (status ${status})`,
  );
}

function resolveRedirect(currentUrl: string, location: string, status: number): string {
  const url = resolveOnOrigin(currentUrl, location);
  if (url !== undefined) return url;
  throw new ArmorLoginError("unexpected-page", `The sign-in service redirects to another origin (status ${status})`);
}

async function readPage(url: string, response: HttpResponse): Promise<FetchedPage> {
  const html = new TextDecoder().decode(await response.bytes().catch(rethrowTooLarge));
  if (hasTooManyTags(html))
    throw new ArmorLoginError("unexpected-page", "The sign-in service sent a page of too many tags");
  return { url, status: response.status, html, quote: (text) => quoteFrom(response, text) ?? "" };
}

function rethrowTooLarge(error: unknown): never {
  if (!isHttpCoreError(error) || error.code !== "BODY_TOO_LARGE") throw error;
  throw new ArmorLoginError("unexpected-page", `The sign-in service sent a page of more than ${maxPageBytes} bytes`, {
    cause: error,
  });
}

import { isHttpCoreError, type AcquireContext, type HttpResponse, type RequestOptions } from "@org/http-core";
import type { ArmorCallAuth } from "../account-context.js";
import { ArmorLoginError } from "../errors.js";

/** A page as it arrived. */
export interface Arrival {
  readonly url: string;
  readonly status: number;
  readonly html: string;
}

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const mostHops = 10;
const mostPageBytes = 1_048_576;

/**
 * Sends a request and follows its redirects by hand: as GET, within one origin, at most ten hops. What was posted is
 * never posted again.
 *
 * @param context - of this login; its jar carries the cookies from hop to hop
 * @param url - where the request goes
 * @param options - of the first request alone, except for the headers
 * @throws ArmorLoginError `unexpected-page`, `loop`
 */
export async function fetchPage(
  context: AcquireContext<ArmorCallAuth>,
  url: string,
  options: RequestOptions,
): Promise<Arrival> {
  const { headers, ...first } = options;
  let current = url;
  let call: RequestOptions = { ...first, ...(headers === undefined ? {} : { headers }) };
  for (let hop = 0; hop <= mostHops; hop++) {
    const response = await context.send(current, { ...call, maxResponseBytes: mostPageBytes }).catch(asPageError);
    const location = response.headers.get("location") ?? "";
    if (!redirectStatuses.has(response.status) || location === "") return arrival(current, response);
    current = target(current, location, response.status, call.method ?? "GET");
    call = headers === undefined ? {} : { headers };
  }
  throw new ArmorLoginError("loop", `The sign-in service redirected more than ${mostHops} times`);
}

/**
 * Where a page's form or redirect leads, within the origin of the page; `URL` drops a port that is the default.
 *
 * @returns undefined where it leads anywhere else
 */
export function withinOrigin(base: string, reference: string): string | undefined {
  if (/[\p{Cc}\\]/u.test(reference)) return undefined;
  const url = URL.parse(reference, base);
  if (url === null || url.origin !== new URL(base).origin || url.username !== "" || url.password !== "")
    return undefined;
  url.hash = "";
  return url.href;
}

function target(current: string, location: string, status: number, method: string): string {
  if (status >= 307 && method !== "GET") {
    throw new ArmorLoginError("unexpected-page", `The sign-in service asks to post again elsewhere (status ${status})`);
  }
  const url = withinOrigin(current, location);
  if (url === undefined) {
    throw new ArmorLoginError("unexpected-page", `The sign-in service redirects to another origin (status ${status})`);
  }
  return url;
}

async function arrival(url: string, response: HttpResponse): Promise<Arrival> {
  const html = new TextDecoder().decode(await response.bytes().catch(asPageError));
  return { url, status: response.status, html };
}

function asPageError(error: unknown): never {
  if (!isHttpCoreError(error) || error.code !== "BODY_TOO_LARGE") throw error;
  throw new ArmorLoginError("unexpected-page", `The sign-in service sent a page of more than ${mostPageBytes} bytes`, {
    cause: error,
  });
}

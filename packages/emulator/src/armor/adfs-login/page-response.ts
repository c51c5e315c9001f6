import { randomUUID } from "node:crypto";
import type { AdfsSession } from "../tokens/adfs-sessions.js";
import type { KnownUser } from "../users/users.js";
import { variantOf } from "./adfs-context.js";
import type { AdfsContext } from "./adfs-context.js";
import { errorPage } from "./pages/error-page.js";
import { loginPage } from "./pages/login-page.js";
import { mfaPage } from "./pages/mfa-page.js";
import { pageUrl } from "./pages/page-url.js";

/** Creates the response with a page. Like the real server, it ignores the `Accept` header. */
export function htmlResponse(html: string, status = 200, cookies: readonly string[] = []): Response {
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": String(Buffer.byteLength(html)),
    "Cache-Control": "no-cache,no-store",
  };
  return new Response(html, { status, headers: withCookies(headers, cookies) });
}

/** Redirects the client to the same URL, where it gets the next page. */
export function redirectToSelf(url: URL, cookies: readonly string[]): Response {
  const headers = { Location: pageUrl(url), "Content-Length": "0" };
  return new Response(null, { status: 302, headers: withCookies(headers, cookies) });
}

function withCookies(init: Readonly<Record<string, string>>, cookies: readonly string[]): Headers {
  const headers = new Headers(init);
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  return headers;
}

/** Shows the login page for the first time. */
export function showLogin(context: AdfsContext): Response {
  return htmlResponse(
    loginPage({ url: context.url, variant: variantOf(context), requestId: randomUUID(), username: "", message: "" }),
  );
}

/**
 * Shows the login page again, with an error and the name that the user typed.
 *
 * @param user - undefined if the name is unknown
 */
export function showLoginError(context: AdfsContext, message: string, username: string, user?: KnownUser): Response {
  const isExpired = user?.v2Outcome === "password-expired";
  const variant = variantOf(context, user);
  return htmlResponse(loginPage({ url: context.url, variant, requestId: randomUUID(), username, message, isExpired }));
}

/** Shows the page of the second factor, with a new `Context`. A user who is not enrolled gets an error instead. */
export function showMfa(
  context: AdfsContext,
  session: AdfsSession,
  message: string,
  cookies: readonly string[] = [],
): Response {
  const { user } = session;
  const isEnrolled = user.v2Outcome !== "not-enrolled";
  const html = mfaPage({
    url: context.url,
    variant: variantOf(context, user),
    requestId: randomUUID(),
    username: user.username,
    context: isEnrolled ? context.state.mfaContexts.issue(session) : undefined,
    message: isEnrolled ? message : "Your account is not enrolled in multi-factor authentication.",
  });
  return htmlResponse(html, 200, cookies);
}

/**
 * Shows the error page.
 *
 * @param status - default: the `v2.errorStatus` option
 */
export function showError(
  context: Pick<AdfsContext, "state">,
  message: string,
  user?: KnownUser,
  status: number = context.state.settings.errorStatus,
): Response {
  return htmlResponse(errorPage(variantOf(context, user), message, randomUUID()), status);
}

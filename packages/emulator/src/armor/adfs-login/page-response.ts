import { randomUUID } from "node:crypto";
import type { KnownUser } from "../users/users.js";
import { errorPage } from "./pages/error-page.js";
import { loginPage } from "./pages/login-page.js";
import { mfaPage } from "./pages/mfa-page.js";
import type { AdfsSession } from "../tokens/adfs-sessions.js";
import { variantFor } from "./adfs-context.js";
import { pageUrl } from "./pages/page-url.js";
import type { AdfsContext } from "./adfs-context.js";

/** A page, whatever the client accepts. */
export function htmlResponse(html: string, status = 200, cookies: readonly string[] = []): Response {
  const headers = new Headers({
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": String(Buffer.byteLength(html)),
    "Cache-Control": "no-cache,no-store",
  });
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  return new Response(html, { status, headers });
}

/** Accepted: the next page stands at the same URL. */
export function redirectToSelf(url: URL, cookies: readonly string[]): Response {
  const headers = new Headers({ Location: pageUrl(url), "Content-Length": "0" });
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  return new Response(null, { status: 302, headers });
}

/** The login page as it is shown first. */
export function showLogin(context: AdfsContext): Response {
  return htmlResponse(
    loginPage({ url: context.url, variant: variantFor(context), requestId: randomUUID(), username: "", message: "" }),
  );
}

/**
 * The login page with an error, and the name as it was typed.
 *
 * @param user - where the name is known
 */
export function showLoginError(context: AdfsContext, message: string, username: string, user?: KnownUser): Response {
  const expired = user?.v2Outcome === "password-expired";
  const variant = variantFor(context, user);
  return htmlResponse(loginPage({ url: context.url, variant, requestId: randomUUID(), username, message, expired }));
}

/** A page of the second factor with a new `Context`; users who never enrolled get none. */
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
    variant: variantFor(context, user),
    requestId: randomUUID(),
    username: user.username,
    context: isEnrolled ? context.state.mfaContexts.issue(session) : undefined,
    message: isEnrolled ? message : "Your account is not enrolled in multi-factor authentication.",
  });
  return htmlResponse(html, 200, cookies);
}

export function showError(
  context: Pick<AdfsContext, "state">,
  message: string,
  user?: KnownUser,
  status: number = context.state.settings.errorStatus,
): Response {
  return htmlResponse(errorPage(variantFor(context, user), message, randomUUID()), status);
}

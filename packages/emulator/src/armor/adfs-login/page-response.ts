import { randomUUID } from "node:crypto";
import type { KnownUser } from "../users/users.js";
import { errorPage } from "./pages/error-page.js";
import { loginPage } from "./pages/login-page.js";
import { mfaPage } from "./pages/mfa-page.js";
import type { AdfsSession } from "../tokens/adfs-sessions.js";
import { variantFor } from "./adfs-context.js";
import { ownUrl } from "./pages/page-url.js";
import type { Visit } from "./adfs-context.js";

/** A page, whatever the client accepts. */
export function page(html: string, status = 200, cookies: readonly string[] = []): Response {
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
  const headers = new Headers({ Location: ownUrl(url), "Content-Length": "0" });
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  return new Response(null, { status: 302, headers });
}

/** The login page as it is shown first. */
export function showLogin(visit: Visit): Response {
  return page(
    loginPage({ url: visit.url, variant: variantFor(visit), requestId: randomUUID(), username: "", message: "" }),
  );
}

/**
 * The login page with an error, and the name as it was typed.
 *
 * @param user - where the name is known
 */
export function showLoginError(visit: Visit, message: string, username: string, user?: KnownUser): Response {
  const expired = user?.v2Outcome === "password-expired";
  const variant = variantFor(visit, user);
  return page(loginPage({ url: visit.url, variant, requestId: randomUUID(), username, message, expired }));
}

/** A page of the second factor with a new `Context`; users who never enrolled get none. */
export function showMfa(
  visit: Visit,
  session: AdfsSession,
  message: string,
  cookies: readonly string[] = [],
): Response {
  const { user } = session;
  const isEnrolled = user.v2Outcome !== "not-enrolled";
  const html = mfaPage({
    url: visit.url,
    variant: variantFor(visit, user),
    requestId: randomUUID(),
    username: user.username,
    context: isEnrolled ? visit.state.contexts.issue(session) : undefined,
    message: isEnrolled ? message : "Your account is not enrolled in multi-factor authentication.",
  });
  return page(html, 200, cookies);
}

export function showError(
  visit: Pick<Visit, "state">,
  message: string,
  user?: KnownUser,
  status: number = visit.state.settings.errorStatus,
): Response {
  return page(errorPage(variantFor(visit, user), message, randomUUID()), status);
}

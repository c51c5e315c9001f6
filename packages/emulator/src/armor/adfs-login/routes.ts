import { Hono } from "hono";
import type { ArmorContext, ArmorEnv } from "../http/context.js";
import { json, notFound } from "../http/json-response.js";
import type { ArmorState } from "../state.js";
import type { AdfsSession } from "../tokens/adfs-sessions.js";
import { variantOf } from "./adfs-context.js";
import type { AdfsContext } from "./adfs-context.js";
import { readSessionCookie } from "./cookies.js";
import { readOAuthRequest } from "./oauth-request.js";
import type { OAuthError } from "./oauth-request.js";
import { htmlResponse, showError, showLogin, showMfa } from "./page-response.js";
import { formPostPage } from "./pages/form-post-page.js";
import { signIn } from "./sign-in.js";
import { respondWithToken } from "./token-response.js";
import { verifyMfa } from "./verify-mfa.js";

/** Creates the routes of the v2 login server (AD FS). All pages and forms have the same URL. */
export function adfsRoutes(state: ArmorState): Hono<ArmorEnv> {
  const app = new Hono<ArmorEnv>();
  app.get("/oauth2/authorize", (c) => handle(c, state, handleGet));
  app.post("/oauth2/authorize", (c) => handle(c, state, handlePost));
  app.get("/discovery/keys", async () => json({ keys: [await state.signer.publicKey()] }));
  app.all("/*", notFound);
  return app;
}

/** Handles a request whose OAuth parameters are valid. */
type Handler = (context: AdfsContext) => Promise<Response>;

async function handle(c: ArmorContext, state: ArmorState, next: Handler): Promise<Response> {
  const url = new URL(c.req.url);
  const request = readOAuthRequest(url);
  return "message" in request ? respondWithError(state, request) : next({ c, state, url, request });
}

/** Reports an invalid request: to the client if it is known, otherwise on an error page. */
function respondWithError(state: ArmorState, { message, form }: OAuthError): Response {
  if (form === undefined) return showError({ state }, message);
  return htmlResponse(formPostPage(variantOf({ state }), form.redirectUri, form.fields));
}

/** Shows the page that the session has reached; a browser comes here after a redirect. */
async function handleGet(context: AdfsContext): Promise<Response> {
  const session = context.state.adfsSessions.find(readSessionCookie(context.c));
  if (session === undefined || hasEnded(context, session)) return showLogin(context);
  return session.isComplete ? respondWithToken(context, session) : showMfa(context, session, "");
}

/** Whether a session has got its only token: without single sign-on, it gets one. */
function hasEnded({ state }: AdfsContext, session: AdfsSession): boolean {
  return !state.settings.sso && session.tokenTimesMs.length > 0;
}

/** Handles a form, whatever the `Content-Type` is. A session that is complete needs no password. */
async function handlePost(context: AdfsContext): Promise<Response> {
  const form = new URLSearchParams(await context.c.req.text());
  const session = context.state.adfsSessions.find(readSessionCookie(context.c));
  if (form.has("Context")) return verifyMfa(context, form, session);
  if (session?.isComplete === true && !hasEnded(context, session)) return respondWithToken(context, session);
  return signIn(context, form);
}

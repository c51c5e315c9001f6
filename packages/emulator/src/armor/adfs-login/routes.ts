import { Hono } from "hono";
import { json, notFound } from "../http/json-response.js";
import type { ArmorContext, ArmorEnv } from "../http/context.js";
import type { ArmorState } from "../state.js";
import { page, showError, showLogin, showMfa } from "./page-response.js";
import { readSessionCookie } from "./cookies.js";
import { finish } from "./token-response.js";
import { formPostPage } from "./pages/form-post-page.js";
import { readOAuthRequest } from "./oauth-request.js";
import type { OAuthProblem } from "./oauth-request.js";
import type { AdfsSession } from "../tokens/adfs-sessions.js";
import { signIn } from "./sign-in.js";
import { variantFor } from "./adfs-context.js";
import type { Visit } from "./adfs-context.js";
import { verifyPhone } from "./verify-mfa.js";

/** The login server of v2: pages and forms at one URL. */
export function adfsRoutes(state: ArmorState): Hono<ArmorEnv> {
  const app = new Hono<ArmorEnv>();
  app.get("/oauth2/authorize", (c) => answer(c, state, get));
  app.post("/oauth2/authorize", (c) => answer(c, state, post));
  app.get("/discovery/keys", async () => json({ keys: [await state.signer.publicKey()] }));
  app.all("/*", notFound);
  return app;
}

type Answer = (visit: Visit) => Promise<Response>;

async function answer(c: ArmorContext, state: ArmorState, next: Answer): Promise<Response> {
  const url = new URL(c.req.url);
  const request = readOAuthRequest(url);
  return "message" in request ? refuse(state, request) : next({ c, state, url, request });
}

/** Not granted: the client is told where it is known, else the person. */
function refuse(state: ArmorState, { message, form }: OAuthProblem): Response {
  if (form === undefined) return showError({ state }, message);
  return page(formPostPage(variantFor({ state }), form.redirectUri, form.fields));
}

/** With a redirect the browser comes here for the next page. */
async function get(visit: Visit): Promise<Response> {
  const session = visit.state.sessions.find(readSessionCookie(visit.c));
  if (session === undefined || isOver(visit, session)) return showLogin(visit);
  return session.isComplete ? finish(visit, session) : showMfa(visit, session, "");
}

/** Without single sign-on a session gets one token. */
function isOver({ state }: Visit, session: AdfsSession): boolean {
  return !state.settings.sso && session.tokenTimesMs.length > 0;
}

/** Forms are read whatever type the request claims. A finished login is not asked for its password again. */
async function post(visit: Visit): Promise<Response> {
  const form = new URLSearchParams(await visit.c.req.text());
  const session = visit.state.sessions.find(readSessionCookie(visit.c));
  if (form.has("Context")) return verifyPhone(visit, form, session);
  if (session?.isComplete === true && !isOver(visit, session)) return finish(visit, session);
  return signIn(visit, form);
}

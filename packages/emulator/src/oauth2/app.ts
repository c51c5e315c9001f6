import { Hono, type Context } from "hono";
import type { Bindings } from "../server/bindings.js";
import { authenticateClient } from "./authenticate-client.js";
import type { Grant } from "./grants.js";
import { OAuth2Error } from "./oauth2-error.js";
import { oauth2Path, oauth2MetadataPath } from "./paths.js";
import type { KnownClient, OAuth2State } from "./state.js";

type OAuth2Context = Context<{ Bindings: Bindings }>;

/**
 * Creates the OAuth 2.0 server: metadata, token endpoint and revocation endpoint, and a resource that needs an access token.
 */
export function createOAuth2App(state: OAuth2State): Hono<{ Bindings: Bindings }> {
  const app = new Hono<{ Bindings: Bindings }>();
  app.get(oauth2MetadataPath, (c) => c.json(metadataOf(c)));
  app.get(`${oauth2Path}/.well-known/openid-configuration`, (c) => c.json(metadataOf(c)));
  app.post(`${oauth2Path}/token`, async (c) => {
    const { client, form } = await readRequest(c, state);
    c.header("cache-control", "no-store");
    return c.json(issueTokens(state, client, form));
  });
  app.post(`${oauth2Path}/revoke`, async (c) => {
    const { client, form } = await readRequest(c, state);
    state.grants.revoke(form.get("token") ?? "", client.clientId);
    return c.body(null, 200);
  });
  app.all(`${oauth2Path}/things`, (c) => getThings(c, state));
  app.notFound((c) => c.json({ message: `The OAuth 2.0 server has no ${c.req.method} ${c.req.path}` }, 404));
  app.onError((error, c) => {
    if (!(error instanceof OAuth2Error))
      return c.json({ error: "server_error", error_description: error.message }, 500);
    const { status, code, message } = error;
    if (status === 401 && c.req.header("authorization") !== undefined) c.header("www-authenticate", "Basic");
    return c.json({ error: code, error_description: message }, status);
  });
  return app;
}

/** The metadata (RFC 8414 section 2). The server has the host and scheme that the client used. */
function metadataOf(c: OAuth2Context): Readonly<Record<string, unknown>> {
  const issuer = issuerOf(c);
  const methods = ["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none"];
  return {
    issuer,
    token_endpoint: `${issuer}/token`,
    token_endpoint_auth_methods_supported: methods,
    revocation_endpoint: `${issuer}/revoke`,
    revocation_endpoint_auth_methods_supported: methods,
    grant_types_supported: ["client_credentials", "refresh_token"],
    response_types_supported: [],
  };
}

function issuerOf({ req }: OAuth2Context): string {
  return new URL(req.url).origin + oauth2Path;
}

async function readRequest(
  c: OAuth2Context,
  state: OAuth2State,
): Promise<{ readonly client: KnownClient; readonly form: URLSearchParams }> {
  const form = new URLSearchParams(await c.req.text());
  const issuer = issuerOf(c);
  const audiences = [issuer, `${issuer}/token`];
  const client = await authenticateClient(state, { authorization: c.req.header("authorization"), form, audiences });
  return { client, form };
}

/** The response of the token endpoint (RFC 6749 section 5.1). */
function issueTokens(
  state: OAuth2State,
  client: KnownClient,
  form: URLSearchParams,
): Readonly<Record<string, unknown>> {
  const { grants } = state;
  const grantType = form.get("grant_type");
  if (grantType === "client_credentials") {
    if (client.clientSecret === undefined && client.publicKey === undefined) {
      throw new OAuth2Error("unauthorized_client", "A public client has no credentials of its own");
    }
    const scope = chooseScope(form.get("scope"), client.scopes);
    return tokenResponse(state, { clientId: client.clientId, scope, isRevoked: false }, scope);
  }
  if (grantType !== "refresh_token") throw new OAuth2Error("unsupported_grant_type", "This grant is not supported");
  const used = grants.useRefreshToken(form.get("refresh_token") ?? "", client.clientId);
  if (used === undefined) throw new OAuth2Error("invalid_grant", "The refresh token is unknown, revoked or used up");
  const scope = chooseScope(form.get("scope"), used.grant.scope.split(" "));
  return { ...tokenResponse(state, used.grant, scope), refresh_token: used.next };
}

function tokenResponse({ grants }: OAuth2State, grant: Grant, scope: string): Readonly<Record<string, unknown>> {
  return {
    access_token: grants.issueAccessToken(grant, scope),
    token_type: "Bearer",
    expires_in: Math.floor(grants.options.accessTokenLifetimeMs / 1000),
    scope,
  };
}

function chooseScope(wanted: string | null, allowed: readonly string[]): string {
  if (wanted === null || wanted === "") return allowed.join(" ");
  if (wanted.split(" ").every((scope) => allowed.includes(scope))) return wanted;
  throw new OAuth2Error("invalid_scope", "The client may not have this scope");
}

/** A resource (RFC 6750). It sends what the access token allows. */
function getThings(c: OAuth2Context, { grants }: OAuth2State): Response {
  const [, value = ""] = /^Bearer (\S+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
  const token = grants.findAccessToken(value);
  if (token === undefined) return c.json({ error: "invalid_token" }, 401, { "www-authenticate": "Bearer" });
  return c.json({ client_id: token.grant.clientId, scope: token.scope, things: [{ id: 1, name: "First" }] });
}

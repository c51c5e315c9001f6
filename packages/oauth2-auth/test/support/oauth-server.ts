import { createPublicKey } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider, type Adapter, type AdapterPayload, type Configuration } from "oidc-provider";
import { onTestFinished } from "vitest";
import type { SigningAlgorithm } from "../../src/index.js";

/** The client that the server knows. */
export const client = { id: "ci-client", secret: "client-secret-of-at-least-32-characters" };
/** The scope of refresh tokens. */
export const scope = "openid offline_access api:read";
/** A scope that the server knows, but the client may not have. */
export const otherScope = "api:write";

/** Options of `startOAuthServer`. */
export interface ServerOptions {
  /** How the client proves its identity. Default `client_secret_basic`. */
  readonly clientAuth?: "client_secret_basic" | "client_secret_post" | "client_secret_jwt" | "private_key_jwt" | "none";
  /** The client's public key, as PEM, and the algorithm of its assertions. For `private_key_jwt`. */
  readonly clientKey?: { readonly publicKey: string; readonly algorithm: SigningAlgorithm; readonly keyId?: string };
  /** The lifetime of access tokens. Default 600. */
  readonly accessTokenSeconds?: number;
  /** Sees each request first. Returns true if it has responded. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** A real OAuth server on loopback, with a resource at `/api` that needs an access token. */
export interface OAuthServer {
  /** Its origin. */
  readonly url: string;
  /** The grants of all token requests, in order. */
  readonly grants: readonly string[];
  /** All access tokens, in order. */
  readonly issued: readonly string[];
  /** The paths of all requests, in order. */
  readonly paths: readonly string[];
  /** Makes everything that was issued so far older. */
  age(seconds: number): void;
  /** Issues a refresh token, as after a user's consent. */
  newRefreshToken(): Promise<string>;
  /** Revokes a token at the server's own endpoint. */
  revoke(token: string): Promise<void>;
}

/** Starts the server until the test has finished. */
export async function startOAuthServer(options: ServerOptions = {}): Promise<OAuthServer> {
  const [grants, issued, paths]: [string[], string[], string[]] = [[], [], []];
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = new AgingStore();
  const provider = new Provider(url, configuration(options, store));
  provider.on("grant.success", ({ oidc }) => void grants.push(String(oidc.params?.["grant_type"])));
  provider.on("grant.error", ({ oidc }) => void grants.push(`refused ${String(oidc.params?.["grant_type"])}`));
  provider.on("access_token.saved", ({ jti }) => void issued.push(jti));
  provider.on("client_credentials.saved", ({ jti }) => void issued.push(jti));
  const respond = provider.callback();
  server.on("request", (request, response) => {
    paths.push(request.url ?? "");
    if (options.intercept?.(request, response) === true) return;
    if (request.url === "/api") void protect(provider, request, response);
    else void respond(request, response);
  });
  return {
    url,
    grants,
    issued,
    paths,
    age: (seconds) => store.age(seconds),
    newRefreshToken: () => newRefreshToken(provider),
    revoke: (token) => revoke(url, token),
  };
}

function configuration(options: ServerOptions, store: AgingStore): Configuration {
  const { clientAuth = "client_secret_basic", clientKey, accessTokenSeconds = 600 } = options;
  const secret = clientAuth.startsWith("client_secret") ? { client_secret: client.secret } : {};
  const grants = ["client_credentials", "refresh_token", "authorization_code"];
  return {
    adapter: (model) => store.adapter(model),
    clients: [
      {
        client_id: client.id,
        ...secret,
        ...(clientKey === undefined ? {} : keyMetadata(clientKey)),
        scope,
        token_endpoint_auth_method: clientAuth,
        grant_types: clientAuth === "none" ? grants.slice(1) : grants,
        redirect_uris: ["https://client.example/cb"],
        response_types: ["code"],
      },
    ],
    clientAuthMethods: [clientAuth],
    enabledJWA: { clientAuthSigningAlgValues: ["HS256", "RS256", "PS256", "ES256", "ES384", "ES512", "EdDSA"] },
    scopes: [...scope.split(" "), otherScope],
    features: {
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      devInteractions: { enabled: false },
    },
    rotateRefreshToken: true,
    ttl: { AccessToken: accessTokenSeconds, ClientCredentials: accessTokenSeconds, RefreshToken: 86_400 },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  };
}

function keyMetadata({ publicKey, algorithm, keyId }: NonNullable<ServerOptions["clientKey"]>): object {
  const jwk = createPublicKey(publicKey).export({ format: "jwk" });
  const key = { ...jwk, use: "sig", alg: algorithm, ...(keyId === undefined ? {} : { kid: keyId }) };
  return { jwks: { keys: [key] }, token_endpoint_auth_signing_alg: algorithm };
}

async function protect(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const found = (await provider.AccessToken.find(token)) ?? (await provider.ClientCredentials.find(token));
  response.statusCode = found === undefined ? 401 : 200;
  response.end(found === undefined ? "" : JSON.stringify({ scope: found.scope }));
}

async function newRefreshToken(provider: Provider): Promise<string> {
  const grant = new provider.Grant({ accountId: "ada", clientId: client.id });
  grant.addOIDCScope(scope);
  const grantId = await grant.save();
  const found = await provider.Client.find(client.id);
  if (found === undefined) throw new Error("the client is not there");
  const token = new provider.RefreshToken({
    accountId: "ada",
    client: found,
    grantId,
    scope,
    gty: "authorization_code",
  });
  return token.save();
}

async function revoke(url: string, token: string): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString("base64")}`;
  const body = new URLSearchParams({ token });
  const response = await fetch(`${url}/token/revocation`, { method: "POST", headers: { authorization }, body });
  if (response.status !== 200) throw new Error(`revocation failed with status ${response.status}`);
}

/** The server's storage. It moves the dates of its entries back, as if time had passed. */
class AgingStore {
  readonly #entries = new Map<string, AdapterPayload>();
  #agedSeconds = 0;

  age(seconds: number): void {
    this.#agedSeconds += seconds;
  }

  adapter(model: string): Adapter {
    const entries = this.#entries;
    const key = (id: string): string => `${model}:${id}`;
    const nobody = async (): Promise<undefined> => undefined;
    return {
      find: async (id) => this.#aged(entries.get(key(id))),
      findByUid: nobody,
      findByUserCode: nobody,
      upsert: async (id, payload) => {
        const at = this.#agedSeconds;
        const { exp } = payload;
        entries.set(key(id), { ...payload, ...(exp === undefined ? {} : { exp: exp + at }) });
      },
      consume: async (id) => {
        const entry = entries.get(key(id));
        if (entry !== undefined) entry.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => void entries.delete(key(id)),
      revokeByGrantId: async (grantId) => {
        for (const [id, entry] of entries) if (entry.grantId === grantId) entries.delete(id);
      },
    };
  }

  #aged(payload: AdapterPayload | undefined): AdapterPayload | undefined {
    if (payload?.exp === undefined) return payload;
    return { ...payload, exp: payload.exp - this.#agedSeconds };
  }
}

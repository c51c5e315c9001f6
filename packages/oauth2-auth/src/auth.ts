import { Secret, type AuthScheme, type Clock, type Identity } from "@org/http-core";
import { memberOf } from "@org/http-core/authoring";
import { checkOptions, type Settings } from "./check-options.js";
import { logIn } from "./login/log-in.js";
import { RefreshGrant } from "./login/refresh-grant.js";
import { revokeTokens } from "./login/revoke.js";
import { spentTokensOf } from "./login/spent-tokens.js";
import { readCallScope } from "./scope.js";
import type { Parameters } from "./server/login-request.js";
import type { OAuth2AuthOptions, OAuth2AuthScheme, OAuth2CallOptions, OAuth2Tokens } from "./types.js";

const secretNames = {
  headers: ["authorization"],
  fields: ["client_secret", "client_assertion", "refresh_token", "access_token", "id_token", "token"],
} as const;

/**
 * Creates a scheme for OAuth 2.0: it gets access tokens with client credentials (RFC 6749 section 4.4) or a refresh
 * token (section 6), and sends them as `Authorization: Bearer` (RFC 6750). A call's `authOptions` are `{ scope }`.
 *
 * @param options - the authorization server, the client, and the hosts that receive access tokens
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 *
 * @example
 * ```ts
 * import { startEmulator } from "@org/emulator";
 * import { createSession } from "@org/http-core";
 * import { oauth2Auth } from "@org/oauth2-auth";
 *
 * const emulator = await startEmulator(); // a local OAuth 2.0 server; use your own issuer instead
 * const { issuer, clientId, clientSecret } = emulator.oauth2;
 * const auth = oauth2Auth({ issuer, origins: [issuer], clientId, clientSecret });
 * const session = createSession({ auth, baseUrl: issuer });
 * console.log((await session.get("/things")).status);
 * await session.close();
 * await emulator.close();
 * ```
 */
export function oauth2Auth(options: OAuth2AuthOptions): OAuth2AuthScheme {
  const settings = checkOptions(options);
  const { origins, loginOrigins, refreshToken } = settings;
  return {
    name: "oauth2",
    origins,
    loginOrigins,
    secrets: secretNames,
    identity: createIdentity(settings),
    ...(refreshToken === undefined ? createLogin(settings) : createRefreshLogin(settings, refreshToken)),
    apply: (request, { accessToken }) => request.with({ headers: { authorization: `Bearer ${accessToken.reveal()}` } }),
  };
}

/** The members of the scheme that log in and out. */
type Login = Pick<AuthScheme<OAuth2Tokens, OAuth2CallOptions>, "acquire" | "renew" | "release" | "observe">;

function createLogin(settings: Settings): Login {
  return {
    acquire: (context) => {
      const parameters = parametersOf(settings, context.options);
      return logIn({ settings, context, step: "token request", token: undefined, parameters });
    },
    release: ({ value }, context) =>
      revokeTokens(settings, context, [{ token: value.accessToken, hint: "access_token" }]),
  };
}

function createRefreshLogin(settings: Settings, refreshToken: Secret): Login {
  const grantOf = createGrants(settings, refreshToken);
  return {
    acquire: (context) => grantOf(context.clock).exchange(context, parametersOf(settings, context.options)),
    renew: ({ value }, context) => {
      const grant = grantOf(context.clock);
      grant.learn(memberOf(value, "refreshToken"));
      return grant.exchange(context, parametersOf(settings, context.options));
    },
    release: async ({ value }, context) => {
      const grant = grantOf(context.clock);
      grant.learn(memberOf(value, "refreshToken"));
      const { usableToken } = grant;
      grant.end();
      const refreshTokens = usableToken === undefined ? [] : [{ token: usableToken, hint: "refresh_token" } as const];
      await revokeTokens(settings, context, [...refreshTokens, { token: value.accessToken, hint: "access_token" }]);
    },
    // Another process may have obtained the credential. If the session forgets it, only its refresh token can be used.
    observe: (_response, { credential, clock }) => grantOf(clock).learn(memberOf(credential, "refreshToken")),
  };
}

/** Sessions with different clocks share no grant, as if they were of two processes. */
function createGrants(settings: Settings, refreshToken: Secret): (clock: Clock) => RefreshGrant {
  const grants = new WeakMap<Clock, RefreshGrant>();
  return (clock) => {
    const grant = grants.get(clock) ?? new RefreshGrant(settings, refreshToken, spentTokensOf(clock));
    grants.set(clock, grant);
    return grant;
  };
}

function parametersOf({ scope, parameters }: Settings, options: OAuth2CallOptions | undefined): Parameters {
  const wanted = readCallScope(options) ?? scope;
  return wanted === undefined ? parameters : { ...parameters, scope: wanted };
}

/** Returns what names the identity of a call. Calls without a scope of their own share one object. */
function createIdentity(settings: Settings): (options?: OAuth2CallOptions) => Identity {
  const { clientId } = settings;
  const secret = joinSecrets(settings);
  const identityOf = (options: OAuth2CallOptions | undefined): Identity => ({
    principal: clientId,
    ...(secret === undefined ? {} : { secret }),
    extra: describeLogin(settings, parametersOf(settings, options)),
  });
  const shared = identityOf(undefined);
  return (options) => (options === undefined ? shared : identityOf(options));
}

/**
 * Joins every secret that the login sends or signs with. A list in JSON, so that different pairs give different texts.
 * `clientAuth` and `grant` in the identity tell which secrets it has. Undefined if the client has only a certificate.
 */
function joinSecrets({ clientAuth, clientSecret, privateKey, refreshToken }: Settings): Secret | undefined {
  const usesSecret = clientAuth === "basic" || clientAuth === "post" || clientAuth === "jwt";
  const secrets = [usesSecret ? clientSecret : undefined, privateKey, refreshToken];
  const [only, ...others] = secrets.filter((secret) => secret !== undefined);
  if (only === undefined || others.length === 0) return only;
  return new Secret(JSON.stringify([only, ...others].map((secret) => secret.reveal())));
}

/** Everything else that the login depends on. */
function describeLogin(settings: Settings, parameters: Parameters): Record<string, string> {
  const { issuer, tokenEndpoint = "", clientAuth, refreshToken } = settings;
  const grant = refreshToken === undefined ? "client_credentials" : "refresh_token";
  return { issuer: issuer.href, tokenEndpoint, clientAuth, grant, parameters: JSON.stringify(parameters) };
}

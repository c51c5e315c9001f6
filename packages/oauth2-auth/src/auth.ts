import { Secret } from "@org/http-core";
import { checkOptions, type Settings } from "./check-options.js";
import { logIn } from "./login/log-in.js";
import type { OAuth2AuthOptions, OAuth2AuthScheme } from "./types.js";

const secretNames = {
  headers: ["authorization"],
  fields: ["client_secret", "client_assertion", "refresh_token", "access_token", "id_token"],
} as const;

/**
 * Creates a scheme for OAuth 2.0: it gets access tokens with client credentials (RFC 6749 section 4.4) or a refresh
 * token (section 6), and sends them as `Authorization: Bearer` (RFC 6750).
 *
 * @param options - the authorization server, the client, and the hosts that receive access tokens
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function oauth2Auth(options: OAuth2AuthOptions): OAuth2AuthScheme {
  const settings = checkOptions(options);
  const { clientId, origins, loginOrigins, refreshToken } = settings;
  const identity = { principal: clientId, secret: joinSecrets(settings), extra: describeLogin(settings) };
  return {
    name: "oauth2",
    origins,
    loginOrigins,
    secrets: secretNames,
    identity: () => identity,
    acquire: (context) => logIn(settings, context, refreshToken),
    ...(refreshToken === undefined
      ? {}
      : { renew: ({ value }, context) => logIn(settings, context, value.refreshToken ?? refreshToken) }),
    apply: (request, { accessToken }) => request.with({ headers: { authorization: `Bearer ${accessToken.reveal()}` } }),
  };
}

/**
 * Joins every secret that the login sends. A list in JSON, so that no two pairs are the same text; which secrets it has is
 * part of the identity as `clientAuth` and `grant`.
 */
function joinSecrets({ clientAuth, clientSecret, refreshToken }: Settings): Secret {
  const sent = [clientAuth === "none" ? undefined : clientSecret, refreshToken].filter(
    (secret) => secret !== undefined,
  );
  const [only] = sent;
  if (only !== undefined && sent.length === 1) return only;
  return new Secret(JSON.stringify(sent.map((secret) => secret.reveal())));
}

/** Everything else that the login depends on. */
function describeLogin(settings: Settings): Record<string, string> {
  const { issuer, tokenEndpoint = "", clientAuth, parameters, refreshToken } = settings;
  const grant = refreshToken === undefined ? "client_credentials" : "refresh_token";
  return { issuer: issuer.href, tokenEndpoint, clientAuth, grant, parameters: JSON.stringify(parameters) };
}

import { Secret } from "@org/http-core";
import { logIn } from "./log-in.js";
import { readSettings, type Settings } from "./check-options.js";
import type { OAuth2AuthOptions, OAuth2AuthScheme } from "./types.js";

const secretNames = {
  headers: ["authorization"],
  fields: ["client_secret", "client_assertion", "refresh_token", "access_token", "id_token"],
} as const;

/**
 * OAuth 2.0 as a scheme: access tokens by client credentials (RFC 6749 section 4.4) or by a refresh token (section 6),
 * sent as `Authorization: Bearer` (RFC 6750).
 *
 * @param options - the authorization server, the client, and where access tokens may go
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function oauth2Auth(options: OAuth2AuthOptions): OAuth2AuthScheme {
  const settings = readSettings(options);
  const { clientId, origins, loginOrigins, refreshToken } = settings;
  const identity = { principal: clientId, secret: secretOf(settings), extra: extraOf(settings) };
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

/** Everything secret that a login depends on, as one. */
function secretOf({ clientSecret, refreshToken }: Settings): Secret {
  const parts = [clientSecret, refreshToken].filter((part) => part !== undefined);
  return new Secret(parts.map((part) => part.reveal()).join("\n"));
}

function extraOf({
  issuer,
  tokenEndpoint = "",
  clientAuth,
  parameters,
  refreshToken,
}: Settings): Record<string, string> {
  const grant = refreshToken === undefined ? "client_credentials" : "refresh_token";
  return { issuer: issuer.href, tokenEndpoint, clientAuth, grant, parameters: JSON.stringify(parameters) };
}

import * as oauth from "oauth4webapi";
import { authenticateClient } from "./client-authentication.js";
import { findServer } from "./find-server.js";
import { requestOptions, type LoginRequest, type TokenRequest } from "./login-request.js";
import { refuseFailure, toLoginError } from "./refuse-failure.js";
import { readTokenResponse, type TokenResponse } from "./token-response.js";

/** What requests to an authorization server need. */
export interface Connection {
  /** The server and its endpoints. */
  readonly metadata: oauth.AuthorizationServer;
  /** The client, as oauth4webapi describes it. */
  readonly client: oauth.Client;
  /** Adds the client's proof to a request. */
  readonly proof: oauth.ClientAuth;
}

/**
 * Finds the authorization server, and makes the client's proof ready. Everything that can fail before a token is sent fails here.
 *
 * @throws OAuth2LoginError, TransportError
 */
export async function connect(request: LoginRequest): Promise<Connection> {
  const { settings } = request;
  try {
    const { metadata, offsetSeconds } = await findServer(request);
    const usesAliases = settings.clientAuth === "mtls";
    return {
      metadata,
      client: {
        client_id: settings.clientId,
        [oauth.clockSkew]: offsetSeconds,
        use_mtls_endpoint_aliases: usesAliases,
      },
      proof: await authenticateClient(settings),
    };
  } catch (error) {
    throw toLoginError(error, request);
  }
}

/**
 * Requests an access token, with the refresh token of the request or with client credentials.
 *
 * @returns what the server issued
 * @throws OAuth2LoginError, TransportError
 */
export async function requestToken(connection: Connection, request: TokenRequest): Promise<TokenResponse> {
  try {
    const response = await sendTokenRequest(connection, request);
    await refuseFailure(response, request);
    return readTokenResponse(await response.text());
  } catch (error) {
    throw toLoginError(error, request);
  }
}

function sendTokenRequest({ metadata, client, proof }: Connection, request: TokenRequest): Promise<Response> {
  const { token, parameters } = request;
  const options = requestOptions(request);
  const additionalParameters = { ...parameters };
  return token === undefined
    ? oauth.clientCredentialsGrantRequest(metadata, client, proof, additionalParameters, options)
    : oauth.refreshTokenGrantRequest(metadata, client, proof, token.reveal(), { ...options, additionalParameters });
}

import { isHttpCoreError, type LoginContext, type Credential, type Secret } from "@org/http-core";
import * as oauth from "oauth4webapi";
import { findServer } from "../server/find-server.js";
import type { Settings } from "../check-options.js";
import { authenticateClient } from "../server/client-authentication.js";
import { refuseFailure, toLoginError, type LoginRequest } from "../server/refuse-failure.js";
import { sendAsFetch } from "../server/send-as-fetch.js";
import { clockOffsetSeconds } from "../server/server-time.js";
import { toCredential } from "./tokens.js";
import type { OAuth2Tokens } from "../types.js";

/**
 * Gets an access token.
 *
 * @param settings - the checked options
 * @param context - of the login
 * @param refreshToken - the newest one; undefined uses client credentials
 * @throws OAuth2LoginError, TransportError
 */
export async function logIn(
  settings: Settings,
  context: LoginContext,
  refreshToken: Secret | undefined,
): Promise<Credential<OAuth2Tokens>> {
  const request: LoginRequest = { settings, context, refreshToken, step: "token request" };
  try {
    const requestedAtMs = context.clock.nowMs();
    const credential = toCredential(await requestToken(request), requestedAtMs, refreshToken);
    await reportNewToken(settings, credential.value.refreshToken, refreshToken);
    return credential;
  } catch (error) {
    throw toLoginError(error, request);
  }
}

async function requestToken(request: LoginRequest): Promise<oauth.TokenEndpointResponse> {
  const { settings, context, refreshToken } = request;
  const { clientId, parameters } = settings;
  const { metadata, offsetSeconds } = await findServer(request);
  const client = { client_id: clientId, [oauth.clockSkew]: offsetSeconds };
  const proof = authenticateClient(settings);
  // The session refuses plain http, except to loopback.
  const options = { [oauth.customFetch]: sendAsFetch(context), [oauth.allowInsecureRequests]: true };
  if (refreshToken === undefined) {
    const response = await oauth.clientCredentialsGrantRequest(metadata, client, proof, parameters, options);
    await refuseFailure(response, request);
    return oauth.processClientCredentialsResponse(metadata, client, response);
  }
  const response = await oauth.refreshTokenGrantRequest(metadata, client, proof, refreshToken.reveal(), {
    ...options,
    additionalParameters: parameters,
  });
  await refuseFailure(response, request);
  const clientAtResponse = { ...client, [oauth.clockSkew]: clockOffsetSeconds(response, context.clock) };
  return oauth.processRefreshTokenResponse(metadata, clientAtResponse, response);
}

/** Passes a new refresh token to the caller. If that fails the login goes on, since this process can still use it. */
async function reportNewToken(
  { onRefreshToken }: Settings,
  current: Secret | undefined,
  previous: Secret | undefined,
): Promise<void> {
  if (current === undefined || current.reveal() === previous?.reveal()) return;
  try {
    await onRefreshToken(current);
  } catch (error) {
    const reason = isHttpCoreError(error) ? error.code : "the error is not shown, since it may contain the token";
    process.emitWarning(`onRefreshToken failed (${reason}); the refresh token that was saved before may be void`);
  }
}

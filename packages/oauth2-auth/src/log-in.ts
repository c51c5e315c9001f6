import { isHttpCoreError, type AcquireContext, type Credential, type Secret } from "@org/http-core";
import * as oauth from "oauth4webapi";
import { findServer } from "./authorization-server.js";
import { clientAuthentication } from "./client-authentication.js";
import { asLoginError, refuseFailure, type Asked } from "./refuse-failure.js";
import { sendAsFetch } from "./send-as-fetch.js";
import { secondsAhead } from "./server-time.js";
import type { Settings } from "./check-options.js";
import { credentialOf } from "./tokens.js";
import type { OAuth2Tokens } from "./types.js";

/**
 * Gets an access token: by a refresh token where one is given, else by client credentials.
 *
 * @param refreshToken - the newest one
 * @throws OAuth2LoginError
 */
export async function logIn(
  settings: Settings,
  context: AcquireContext,
  refreshToken: Secret | undefined,
): Promise<Credential<OAuth2Tokens>> {
  const asked: Asked = { settings, context, refreshToken, what: "token request" };
  try {
    const askedAtMs = context.clock.nowMs();
    const answer = await requestToken(asked);
    const credential = credentialOf(answer, askedAtMs, refreshToken);
    await tellRotation(settings, credential.value.refreshToken, refreshToken);
    return credential;
  } catch (error) {
    throw asLoginError(error, asked);
  }
}

async function requestToken(asked: Asked): Promise<oauth.TokenEndpointResponse> {
  const { settings, context, refreshToken } = asked;
  const { metadata, secondsAhead: ahead } = await findServer(asked);
  const client = { client_id: settings.clientId, [oauth.clockSkew]: ahead };
  const proof = clientAuthentication(settings);
  // The session itself refuses plain http, save to loopback.
  const options = { [oauth.customFetch]: sendAsFetch(context), [oauth.allowInsecureRequests]: true };
  if (refreshToken === undefined) {
    const response = await oauth.clientCredentialsGrantRequest(metadata, client, proof, settings.parameters, options);
    await refuseFailure(response, asked);
    return oauth.processClientCredentialsResponse(metadata, client, response);
  }
  const response = await oauth.refreshTokenGrantRequest(metadata, client, proof, refreshToken.reveal(), {
    ...options,
    additionalParameters: settings.parameters,
  });
  await refuseFailure(response, asked);
  const dated = { ...client, [oauth.clockSkew]: secondsAhead(response, context.clock) };
  return oauth.processRefreshTokenResponse(metadata, dated, response);
}

/** A refresh token that could not be kept still serves this process, so that is no reason to fail the login. */
async function tellRotation(
  { onRefreshToken }: Settings,
  now: Secret | undefined,
  before: Secret | undefined,
): Promise<void> {
  if (now === undefined || now.reveal() === before?.reveal()) return;
  try {
    await onRefreshToken(now);
  } catch (error) {
    const why = isHttpCoreError(error) ? error.code : "its error is not shown, as it may hold the token";
    process.emitWarning(`onRefreshToken failed (${why}); after a restart the last refresh token that was kept is void`);
  }
}

import { allowInsecureRequests, customFetch, discoveryRequest, processDiscoveryResponse } from "oauth4webapi";
import type { AuthorizationServer } from "oauth4webapi";
import { refuseFailure, type LoginRequest } from "./refuse-failure.js";
import { sendAsFetch } from "./send-as-fetch.js";
import { clockOffsetSeconds } from "./server-time.js";

/** An authorization server. */
export interface FoundServer {
  /** Its metadata (RFC 8414 section 2), or the part of it that the options name. */
  readonly metadata: AuthorizationServer;
  /** How far its clock is ahead of this machine's, in seconds. */
  readonly offsetSeconds: number;
}

/**
 * Finds the authorization server: through its metadata, or from the options if they name the token endpoint.
 *
 * @throws OAuth2LoginError `AUTH_TRANSIENT` if the metadata can't be loaded
 */
export async function findServer(request: LoginRequest): Promise<FoundServer> {
  const { settings, context } = request;
  const { issuer, issuerName, tokenEndpoint, discovery } = settings;
  if (tokenEndpoint !== undefined) {
    const metadata = { issuer: issuerName, token_endpoint: tokenEndpoint };
    return { metadata, offsetSeconds: clockOffsetSeconds(undefined, context.clock) };
  }
  const response = await discoveryRequest(issuer, {
    algorithm: discovery,
    [customFetch]: sendAsFetch(context),
    // The session refuses plain http, except to loopback.
    [allowInsecureRequests]: true,
  });
  await refuseFailure(response, { ...request, step: "metadata request" });
  return {
    metadata: await processDiscoveryResponse(issuer, response),
    offsetSeconds: clockOffsetSeconds(response, context.clock),
  };
}

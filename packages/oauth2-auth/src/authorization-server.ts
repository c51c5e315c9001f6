import { allowInsecureRequests, customFetch, discoveryRequest, processDiscoveryResponse } from "oauth4webapi";
import type { AuthorizationServer } from "oauth4webapi";
import { refuseFailure, type Asked } from "./refuse-failure.js";
import { sendAsFetch } from "./send-as-fetch.js";
import { secondsAhead } from "./server-time.js";

/** An authorization server, and how far its clock is ahead of this machine's. */
export interface KnownServer {
  readonly metadata: AuthorizationServer;
  readonly secondsAhead: number;
}

/**
 * The authorization server: as its metadata describes it, or as the options do.
 *
 * @throws OAuth2LoginError `AUTH_TRANSIENT` where the metadata can't be had
 */
export async function findServer(asked: Asked): Promise<KnownServer> {
  const { settings, context } = asked;
  const { issuer, issuerName, tokenEndpoint, discovery } = settings;
  if (tokenEndpoint !== undefined) {
    const metadata = { issuer: issuerName, token_endpoint: tokenEndpoint };
    return { metadata, secondsAhead: secondsAhead(undefined, context.clock) };
  }
  const response = await discoveryRequest(issuer, {
    algorithm: discovery,
    [customFetch]: sendAsFetch(context),
    // The session itself refuses plain http, save to loopback.
    [allowInsecureRequests]: true,
  });
  await refuseFailure(response, { ...asked, what: "look-up of metadata" });
  return {
    metadata: await processDiscoveryResponse(issuer, response),
    secondsAhead: secondsAhead(response, context.clock),
  };
}

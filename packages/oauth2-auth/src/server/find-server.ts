import { discoveryRequest, processDiscoveryResponse, type AuthorizationServer } from "oauth4webapi";
import { omitUndefined } from "@org/http-core/authoring";
import { requestOptions, type LoginRequest } from "./login-request.js";
import { refuseFailure } from "./refuse-failure.js";
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
  const { issuerName, tokenEndpoint, revocationEndpoint } = settings;
  const known = omitUndefined({ token_endpoint: tokenEndpoint, revocation_endpoint: revocationEndpoint });
  if (tokenEndpoint !== undefined) {
    const offsetSeconds = clockOffsetSeconds(undefined, context.clock);
    return { metadata: { issuer: issuerName, ...known }, offsetSeconds };
  }
  const response = await fetchMetadata({ ...request, step: "metadata request" });
  return {
    metadata: { ...(await processDiscoveryResponse(settings.issuer, response)), ...known },
    offsetSeconds: clockOffsetSeconds(response, context.clock),
  };
}

/** Asks at each place where metadata may be. Status 404 means that it is at another one. */
async function fetchMetadata(request: LoginRequest): Promise<Response> {
  const { issuer, discovery } = request.settings;
  const [algorithm, ...others] = discovery;
  const response = await discoveryRequest(issuer, { algorithm, ...requestOptions(request) });
  const [other] = others;
  const isElsewhere = response.status === 404 && other !== undefined;
  const found = isElsewhere
    ? await discoveryRequest(issuer, { algorithm: other, ...requestOptions(request) })
    : response;
  await refuseFailure(found, request);
  return found;
}

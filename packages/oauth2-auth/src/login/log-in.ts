import type { Credential } from "@org/http-core";
import type { TokenRequest } from "../server/login-request.js";
import { connect, requestToken } from "../server/request-token.js";
import type { OAuth2Tokens } from "../types.js";
import { toCredential } from "./tokens.js";

/**
 * Gets an access token with client credentials.
 *
 * @throws OAuth2LoginError, TransportError
 */
export async function logIn(request: TokenRequest): Promise<Credential<OAuth2Tokens>> {
  const requestedAtMs = request.context.clock.nowMs();
  const response = await requestToken(await connect(request), request);
  return toCredential(response, requestedAtMs);
}

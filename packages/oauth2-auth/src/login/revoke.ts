import * as oauth from "oauth4webapi";
import type { LoginContext, Secret } from "@org/http-core";
import type { Settings } from "../check-options.js";
import { isOAuth2LoginError } from "../errors.js";
import { requestOptions } from "../server/login-request.js";
import { refuseFailure, toLoginError } from "../server/refuse-failure.js";
import { connect, type Connection } from "../server/request-token.js";

/** A token, and the kind that the request names. */
export interface RevocableToken {
  /** The token. */
  readonly token: Secret;
  /** Its kind (RFC 7009 section 2.1). */
  readonly hint: "access_token" | "refresh_token";
}

/**
 * Revokes tokens (RFC 7009), in order. A server without a revocation endpoint is not asked.
 *
 * @throws OAuth2LoginError, TransportError
 */
export async function revokeTokens(
  settings: Settings,
  context: Pick<LoginContext, "send" | "clock">,
  tokens: readonly RevocableToken[],
): Promise<void> {
  const connection = await connect({ settings, context, step: "revocation request", token: undefined });
  if (connection.metadata.revocation_endpoint === undefined) return;
  for (const token of tokens) await revokeToken(settings, context, connection, token);
}

async function revokeToken(
  settings: Settings,
  context: Pick<LoginContext, "send" | "clock">,
  { metadata, client, proof }: Connection,
  { token, hint }: RevocableToken,
): Promise<void> {
  const request = { settings, context, step: "revocation request", token } as const;
  try {
    const response = await oauth.revocationRequest(metadata, client, proof, token.reveal(), {
      ...requestOptions(request),
      additionalParameters: { token_type_hint: hint },
    });
    await refuseFailure(response, request);
  } catch (error) {
    // Some servers can't revoke access tokens, which end by themselves (RFC 7009 section 2.2.1).
    if (isOAuth2LoginError(error) && error.oauthError === "unsupported_token_type") return;
    throw toLoginError(error, request);
  }
}

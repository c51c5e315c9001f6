import { AuthenticationError, isAuthenticationError, type AuthOutcome, type ErrorFacts } from "@org/http-core";

/** A login that did not end in an access token. */
export class OAuth2LoginError extends AuthenticationError {
  static override readonly kind: string = "OAuth2LoginError";
  /** The server's error code (RFC 6749 section 5.2), such as `invalid_grant`; absent where it gave none. */
  declare readonly oauthError?: string;

  /**
   * @param outcome - decides the `code`: a rejected secret is not sent again, the others back off
   * @param message - one line, without any secret
   * @param facts - fields; `oauthError` where the server told it
   */
  constructor(outcome: AuthOutcome, message: string, facts: ErrorFacts & { oauthError?: string | undefined } = {}) {
    const { oauthError, ...rest } = facts;
    super(outcome, message, rest);
    if (oauthError !== undefined) Object.defineProperty(this, "oauthError", { value: oauthError, enumerable: true });
  }
}

/** True for a login that the authorization server did not grant. Works across installed copies. */
export function isOAuth2LoginError(error: unknown): error is OAuth2LoginError {
  return isAuthenticationError(error) && error.name === "OAuth2LoginError";
}

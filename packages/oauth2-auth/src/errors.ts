import { AuthenticationError, isAuthenticationError, type AuthOutcome, type ErrorFacts } from "@org/http-core";

/** A login that failed. */
export class OAuth2LoginError extends AuthenticationError {
  static override readonly kind: string = "OAuth2LoginError";
  /** The server's error code (RFC 6749 section 5.2), such as `invalid_grant`; absent if it sent none. */
  declare readonly oauthError?: string;

  /**
   * @param outcome - decides the `code`: a rejected secret is not sent again, after others the login is tried later
   * @param message - one line, without any secret
   * @param facts - more fields, such as `status`; `oauthError` if the server sent one
   */
  constructor(outcome: AuthOutcome, message: string, facts: ErrorFacts & { oauthError?: string | undefined } = {}) {
    const { oauthError, ...rest } = facts;
    super(outcome, message, rest);
    if (oauthError !== undefined) Object.defineProperty(this, "oauthError", { value: oauthError, enumerable: true });
  }
}

/** True for a failed login of this package. Works across installed copies of the package. */
export function isOAuth2LoginError(error: unknown): error is OAuth2LoginError {
  return isAuthenticationError(error) && error.name === "OAuth2LoginError";
}

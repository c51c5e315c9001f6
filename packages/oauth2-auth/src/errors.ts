import { AuthenticationError, isAuthenticationError, type AuthOutcome, type ErrorFacts } from "@org/http-core";

/** The fields of an {@link OAuth2LoginError}. */
export interface OAuth2ErrorFacts extends ErrorFacts {
  /** The server's error code. */
  readonly oauthError?: string;
  /** True if the refresh token can't be used any more. */
  readonly isGrantLost?: true;
}

/** A login that failed. */
export class OAuth2LoginError extends AuthenticationError {
  static override readonly kind: string = "OAuth2LoginError";
  /** The server's error code (RFC 6749 section 5.2), such as `invalid_grant`; absent if it sent none. */
  declare readonly oauthError?: string;
  /** True if the refresh token can't be used any more: get a new one, which needs the user's consent. Absent otherwise. */
  declare readonly isGrantLost?: true;

  /**
   * @param outcome - decides the `code`: a rejected secret is not sent again, after others the login is tried later
   * @param message - one line, without any secret
   * @param facts - more fields, such as `status`; `oauthError` if the server sent one, `isGrantLost` if a new grant is needed
   */
  constructor(outcome: AuthOutcome, message: string, facts: OAuth2ErrorFacts = {}) {
    const { oauthError, isGrantLost, ...rest } = facts;
    super(outcome, message, rest);
    if (oauthError !== undefined) Object.defineProperty(this, "oauthError", { value: oauthError, enumerable: true });
    if (isGrantLost === true) Object.defineProperty(this, "isGrantLost", { value: true, enumerable: true });
  }
}

/** True for a failed login of this package. Works across installed copies of the package. */
export function isOAuth2LoginError(error: unknown): error is OAuth2LoginError {
  return isAuthenticationError(error) && error.name === "OAuth2LoginError";
}

import { HttpCoreError, isHttpCoreError } from "@org/http-core";

/** The codes of {@link HttpAuthError}. The README says what each one means. */
export type HttpAuthErrorCode =
  | "DIGEST_ALGORITHM_UNAVAILABLE"
  | "DIGEST_BODY_UNSIGNABLE"
  | "DIGEST_CHALLENGE_UNSUPPORTED"
  | "DIGEST_RESPONSE_INVALID";

/** A request that can't be authenticated, or a response that fails its check. The error never contains a secret. */
export class HttpAuthError extends HttpCoreError<HttpAuthErrorCode> {
  static override readonly kind: string = "HttpAuthError";
}

/** True for an {@link HttpAuthError}. Works across installed copies of the package. */
export function isHttpAuthError(error: unknown): error is HttpAuthError {
  return isHttpCoreError(error) && error.name === "HttpAuthError";
}

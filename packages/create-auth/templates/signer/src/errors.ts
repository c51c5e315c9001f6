import { HttpCoreError, isHttpCoreError } from "@org/http-core";

/** The codes of {@link AcmeError}. The README says what each one means. */
export type AcmeErrorCode = "ACME_BODY_UNSIGNABLE";

/** A request that can't be signed. It was not sent. The error never contains the key. */
export class AcmeError extends HttpCoreError<AcmeErrorCode> {
  static override readonly kind: string = "AcmeError";
}

/** True for an error of this package. Works across installed copies of the package. */
export function isAcmeError(error: unknown): error is AcmeError {
  return isHttpCoreError(error) && error.name === "AcmeError";
}

import { HttpCoreError, isHttpCoreError } from "@org/http-core";

/** Every code an error of this package carries. The README says what to do. */
export type AcmeErrorCode = `ACME_${"OPTION_INVALID" | "BODY_UNSIGNABLE"}`;

/** What this package refuses before anything is sent. Never holds a secret. */
export class AcmeError extends HttpCoreError<AcmeErrorCode> {
  static override readonly kind: string = "AcmeError";
}

/** True for an error of this package. Works across installed copies. */
export function isAcmeError(error: unknown): error is AcmeError {
  return isHttpCoreError(error) && error.name === "AcmeError";
}

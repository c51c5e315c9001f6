import { HttpCoreError, isHttpCoreError } from "@org/http-core";

/** The codes of this package's own errors. The README says what each means and what to do. */
export type VigilesErrorCode =
  | "CONFIG_UNREADABLE"
  | "CONFIG_INVALID"
  | "PROJECT_FILE_UNREADABLE"
  | "PROJECT_FILE_INVALID"
  | "TOKEN_INVALID"
  | "TOKEN_MISSING"
  | "NAME_UNKNOWN"
  | "NAME_AMBIGUOUS"
  | "VALUE_INVALID"
  | "EDITION_MISMATCH"
  | "INPUT_UNREADABLE"
  | "INPUT_INVALID"
  | "OUTPUT_INVALID"
  | "OUTPUT_EXISTS"
  | "OUTPUT_FAILED"
  | "RESPONSE_INVALID"
  | "SERVER_REFUSED"
  | "JOB_FAILED"
  | "JOB_TIMEOUT"
  | "POLICY_FAILED"
  | "USAGE";

/**
 * An error of this package. Errors of the network and error responses of the service keep the classes of
 * `@org/http-core`.
 */
export class VigilesError extends HttpCoreError<VigilesErrorCode> {
  /** Name of the class for guards and logs; it survives minifying. */
  static override readonly kind: string = "VigilesError";
}

/** True for an error of this package, even of another installed copy. */
export function isVigilesError(error: unknown): error is VigilesError {
  return isHttpCoreError(error) && error.name === "VigilesError";
}

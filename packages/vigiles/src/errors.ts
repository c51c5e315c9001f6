import { HttpCoreError, isHttpCoreError } from "@org/http-core";

/** Every code that errors of this package carry. The README's table lists what each means and what to do. */
export type VigilesErrorCode =
  | "CONFIG_UNREADABLE"
  | "CONFIG_INVALID"
  | "TOKEN_INVALID"
  | "TOKEN_MISSING"
  | "VALUE_INVALID"
  | "EDITION_MISMATCH"
  | "INPUT_UNREADABLE"
  | "INPUT_INVALID"
  | "OUTPUT_INVALID"
  | "OUTPUT_EXISTS"
  | "OUTPUT_FAILED"
  | "ANSWER_INVALID"
  | "SERVER_REFUSED"
  | "JOB_FAILED"
  | "JOB_TIMEOUT"
  | "POLICY_FAILED"
  | "USAGE";

/** An error of this package. What the service or the network answers keeps the error classes of `@org/http-core`. */
export class VigilesError extends HttpCoreError<VigilesErrorCode> {
  static override readonly kind: string = "VigilesError";
}

/** True for an error of this package, also one of another installed copy. */
export function isVigilesError(error: unknown): error is VigilesError {
  return isHttpCoreError(error) && error.name === "VigilesError";
}

import { HttpCoreError, isHttpCoreError, type ErrorFacts } from "@org/http-core";

/** Every code an error of this package carries. The README's table lists what each means and what to do. */
export type LinuxLinkErrorCode =
  | "CREDENTIALS_INVALID"
  | "EDITION_INVALID"
  | "FILE_CHANGED"
  | "FILE_NOT_TEXT"
  | "FILE_UNREADABLE"
  | "KEY_FILE_INVALID"
  | "KEY_FILE_UNREADABLE"
  | "KEY_FILE_UNSAFE"
  | "OPTION_INVALID"
  | "PARAM_INVALID"
  | "RESOURCE_INVALID"
  | "RESOURCE_MISMATCH"
  | "SERVER_URL_INVALID";

/** What an error is about. */
export interface LinuxLinkErrorFacts extends ErrorFacts {
  /** The file that was read. */
  readonly path?: string;
  /** The field of a key file, or the name of an option. */
  readonly field?: string;
  /** The parameter of a call. */
  readonly param?: string;
}

/** What this package refuses: files, credentials, parameters and options that can't be used. Never holds a secret. */
export class LinuxLinkError extends HttpCoreError<LinuxLinkErrorCode> {
  static override readonly kind: string = "LinuxLinkError";
  declare readonly path?: string;
  declare readonly field?: string;
  declare readonly param?: string;

  /**
   * @param code - literal code
   * @param message - one line: what is wrong with which input, and what to do
   * @param facts - fields; undefined ones are left out
   */
  constructor(code: LinuxLinkErrorCode, message: string, facts: LinuxLinkErrorFacts = {}) {
    super(code, message, facts);
  }
}

/** True for an error of this package. Works across installed copies. */
export function isLinuxLinkError(error: unknown): error is LinuxLinkError {
  return isHttpCoreError(error) && error.name === "LinuxLinkError";
}

/** A path fit for a message of one line: control characters are escaped. */
export function shownPath(path: string): string {
  return JSON.stringify(path).slice(1, -1);
}

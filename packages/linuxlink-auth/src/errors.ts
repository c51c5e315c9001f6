import { HttpCoreError, isHttpCoreError, type ErrorFacts } from "@org/http-core";

/** The codes of this package's errors. A table in the README lists what each means and what to do. */
export type LinuxLinkErrorCode =
  | "CREDENTIALS_INVALID"
  | "EDITION_INVALID"
  | "FILE_CHANGED"
  | "FILE_NOT_TEXT"
  | "FILE_UNREADABLE"
  | "KEY_FILE_INVALID"
  | "KEY_FILE_UNREADABLE"
  | "KEY_FILE_UNSAFE"
  | "PARAM_INVALID"
  | "RESOURCE_INVALID"
  | "RESOURCE_MISMATCH"
  | "SERVER_URL_INVALID";

/** Which input an error is about. */
export interface LinuxLinkErrorFacts extends ErrorFacts {
  /** Path of the file that was read. */
  readonly path?: string;
  /** Name of an option, or of a field in a key file. */
  readonly field?: string;
  /** Name of a call's parameter. */
  readonly param?: string;
}

/** A file, credential, parameter or option that can't be used. It never contains a secret. */
export class LinuxLinkError extends HttpCoreError<LinuxLinkErrorCode> {
  /** The value of `name`, by which errors of another installed copy are recognised. */
  static override readonly kind: string = "LinuxLinkError";
  /** Path of the file that was read; absent for errors about no file. */
  declare readonly path?: string;
  /** Name of an option, or of a field in a key file; absent for other errors. */
  declare readonly field?: string;
  /** Name of a call's parameter; absent for other errors. */
  declare readonly param?: string;

  /**
   * @param code - identifies the mistake
   * @param message - one line: which input is wrong, why, and what to do
   * @param facts - become properties of the error, except undefined ones
   */
  constructor(code: LinuxLinkErrorCode, message: string, facts: LinuxLinkErrorFacts = {}) {
    super(code, message, facts);
  }
}

/** True for an error of this package, also one of another installed copy. */
export function isLinuxLinkError(error: unknown): error is LinuxLinkError {
  return isHttpCoreError(error) && error.name === "LinuxLinkError";
}

/** Escapes control characters, and those that change the direction of text, so that a message stays on one line. */
export function printablePath(path: string): string {
  const escape = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`;
  return JSON.stringify(path)
    .slice(1, -1)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, escape);
}

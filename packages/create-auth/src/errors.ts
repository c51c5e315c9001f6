/** Every code an error of this package carries. */
export type CreateAuthErrorCode = "NAME_INVALID" | "KIND_UNKNOWN" | "FOLDER_EXISTS";

/** What this package refuses, before it writes anything. */
export class CreateAuthError extends Error {
  override readonly name: string = "CreateAuthError";
  readonly code: CreateAuthErrorCode;

  /**
   * @param code - literal code
   * @param message - one line: what is wrong with which input, and what to do
   */
  constructor(code: CreateAuthErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

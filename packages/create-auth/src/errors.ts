/** The codes of {@link CreateAuthError}. The README says what each one means. */
export type CreateAuthErrorCode = "NAME_INVALID" | "KIND_UNKNOWN" | "FOLDER_EXISTS" | "PLACE_UNSAFE" | "WRITE_FAILED";

/** An invalid input, which is refused before anything is written, or a file that can't be written. */
export class CreateAuthError extends Error {
  /** `CreateAuthError`. */
  override readonly name: string = "CreateAuthError";
  /** Says what is wrong. */
  readonly code: CreateAuthErrorCode;

  /**
   * @param code - says what is wrong
   * @param message - one line: what is wrong with which input, and how to fix it
   */
  constructor(code: CreateAuthErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

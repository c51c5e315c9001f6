/** An error for which a command knows a better hint than the table of errors. It stands for its cause: code and message are those of the cause. */
export class AdvisedError extends Error {
  /** What may help; one line. */
  readonly hint: string;

  /**
   * @param cause - what the command failed with
   * @param hint - what may help; one line
   */
  constructor(cause: unknown, hint: string) {
    super("the cause says what failed", { cause });
    this.name = "AdvisedError";
    this.hint = hint;
  }
}

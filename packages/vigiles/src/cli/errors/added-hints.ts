const hints = new WeakMap<object, string>();

/**
 * Gives an error a hint of its own, which is shown in place of the one for its code: the command that failed knows more.
 *
 * @param error - that is thrown on
 * @param hint - one line
 */
export function addHint(error: object, hint: string): void {
  hints.set(error, hint);
}

/**
 * The hint that a command gave an error.
 *
 * @param error - whatever was thrown
 */
export function addedHint(error: object): string | undefined {
  return hints.get(error);
}

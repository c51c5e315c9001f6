const hints = new WeakMap<object, string>();

/**
 * Gives an error its own hint, which is shown instead of the one for its code: the command that failed knows more. The
 * first hint is kept.
 *
 * @param error - that is thrown on; only objects can have a hint
 * @param hint - one line
 */
export function addHint(error: unknown, hint: string): void {
  if (isObject(error) && !hints.has(error)) hints.set(error, hint);
}

/**
 * The hint that a command gave an error.
 *
 * @param error - the thrown value
 */
export function addedHint(error: unknown): string | undefined {
  return isObject(error) ? hints.get(error) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

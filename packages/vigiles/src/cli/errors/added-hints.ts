const hints = new WeakMap<object, string>();

/**
 * Gives an error a hint of its own, which is shown in place of the one for its code: the command that failed knows more. The first
 * hint counts.
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
 * @param error - whatever was thrown
 */
export function addedHint(error: unknown): string | undefined {
  return isObject(error) ? hints.get(error) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** How many errors are read: an error can be its own cause by way of another one. */
const maxErrors = 8;

/**
 * Lists an error and what has caused it, outermost first. If several addresses were tried, the first of their errors counts as
 * the cause.
 *
 * @param error - thrown by a client library
 */
export function withCauses(error: unknown): readonly Readonly<Record<string, unknown>>[] {
  const found: Readonly<Record<string, unknown>>[] = [];
  let at = error;
  while (typeof at === "object" && at !== null && found.length < maxErrors) {
    const { cause, errors } = at as { readonly cause?: unknown; readonly errors?: unknown };
    found.push(at as Record<string, unknown>);
    at = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return found;
}

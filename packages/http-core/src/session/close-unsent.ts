import { fieldsOf, type Body, type BodyOptions } from "../http/request-body/body.js";
import { sourceOf } from "../util/stream-source.js";
import { bodyOf } from "../http/request-body/body-input.js";

/**
 * Closes the streams that a call was to send once, if the call fails before it has opened them. Streams that were opened are
 * closed by the exchange that opened them.
 *
 * @param options - of the call
 * @param result - of the call
 * @returns a promise of the same result
 */
export function closeIfUnsent<T>(options: BodyOptions, result: Promise<T>): Promise<T> {
  if (options.body === undefined && options.form === undefined) return result;
  return result.catch((error: unknown) => {
    closeUnsent(options);
    throw error;
  });
}

function closeUnsent(options: BodyOptions): void {
  try {
    close(bodyOf(options));
  } catch {
    // The body is invalid, so nothing was opened, or it was opened before.
  }
}

function close(body: Body | undefined): void {
  if (body === undefined || body.replayable) return;
  for (const [, value] of fieldsOf(body) ?? []) if (typeof value !== "string") close(value);
  sourceOf(body.open()).close();
}

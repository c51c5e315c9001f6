import { CallEndedError } from "../../errors.js";
import type { HttpRequest } from "../../http/request.js";
import { headersOf } from "../../http/message.js";
import { retryAfterMs } from "../../http/response-headers/retry-after.js";
import type { CallContext } from "../call-context.js";
import { httpErrorOf } from "../lazy-http-error.js";
import type { AttemptResult, RetryLimits } from "./retry-policy.js";

/**
 * Ends the call if the server asks for a longer pause than the call may make. The pause is never made shorter.
 *
 * @param result - of the last attempt
 * @param request - that was sent
 * @param limits - of its retries
 * @param context - of the call
 * @throws CallEndedError `RETRY_AFTER_TOO_LONG`
 */
export async function refuseLongDelay(
  result: AttemptResult,
  request: HttpRequest,
  limits: RetryLimits,
  context: CallContext,
): Promise<void> {
  if (!("response" in result)) return;
  const requestedMs = requestedDelayMs(result, context);
  const { totalMs } = context.timeout;
  const maxMs = Math.min(limits.maxDelayMs, totalMs === undefined || totalMs === 0 ? Infinity : totalMs);
  if (requestedMs <= maxMs) return;
  const cause = await httpErrorOf(result.response, request, context);
  const seconds = Math.ceil(requestedMs / 1000);
  const message = `The server asks for a pause of ${seconds} s, which is longer than this call may wait`;
  throw new CallEndedError("RETRY_AFTER_TOO_LONG", message, { cause, status: cause.status, retryAfterMs: requestedMs });
}

/**
 * Returns the pause before the next attempt, in milliseconds: exponential with full jitter, and at least as long as
 * `minDelayMs` and the server's `Retry-After` say.
 *
 * @param attempt - the number of the last attempt, from 1
 * @param result - of the last attempt
 * @param limits - of the request's retries
 * @param context - of the call
 */
export function retryDelayMs(
  attempt: number,
  result: AttemptResult,
  limits: RetryLimits,
  context: CallContext,
): number {
  const maxMs = Math.min(limits.maxDelayMs, limits.baseDelayMs * 2 ** (attempt - 1));
  return Math.max(maxMs * context.random(), limits.minDelayMs, requestedDelayMs(result, context));
}

function requestedDelayMs(result: AttemptResult, context: CallContext): number {
  return "response" in result ? (retryAfterMs(headersOf(result.response), context.clock) ?? 0) : 0;
}

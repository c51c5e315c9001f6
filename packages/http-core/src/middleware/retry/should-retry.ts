import { refuseOption } from "../../authoring/check-options.js";
import { isHttpCoreError } from "../../http-core-error.js";
import type { HttpRequest } from "../../http/request.js";
import type { FailedAttempt } from "../../options/options.js";
import type { MaybePromise } from "../../util/maybe-promise.js";
import type { CallContext } from "../call-context.js";
import { isTemporary, type AttemptResult, type RetryLimits } from "./retry-policy.js";

/**
 * Decides whether a retry can repair a failure. The option `shouldRetry` decides first. If it throws, the response is closed.
 *
 * @param result - of the last attempt, which is safe to retry
 * @param request - that was sent
 * @param limits - of its retries
 * @param context - of the call
 * @throws what `shouldRetry` throws; InputError `OPTION_INVALID` if it returns anything but a boolean or `undefined`
 */
export function shouldRetry(
  result: AttemptResult,
  request: HttpRequest,
  limits: RetryLimits,
  context: CallContext,
): MaybePromise<boolean> {
  const isTransient = isTemporary(result, limits);
  if (limits.shouldRetry === undefined || !isForCaller(result)) return isTransient;
  return askCaller(limits.shouldRetry, result, request, context).then((decided) => decided ?? isTransient);
}

/** Names why an attempt failed: the status of its response, or the code of its error. */
export function reasonOf(result: AttemptResult): string {
  if ("response" in result) return String(result.response.status);
  return isHttpCoreError(result.error) ? result.error.code : "a fault";
}

/** A scheme handles a 401, redirects have limits of their own, and nothing follows an abort. */
function isForCaller(result: AttemptResult): boolean {
  if ("response" in result) return result.response.status >= 400 && result.response.status !== 401;
  return !isHttpCoreError(result.error) || result.error.code !== "SEND_ABORTED";
}

async function askCaller(
  decide: NonNullable<RetryLimits["shouldRetry"]>,
  result: AttemptResult,
  { method, url }: HttpRequest,
  { trace }: CallContext,
): Promise<boolean | undefined> {
  const shown = { method, url: trace.secrets.redactUrl(url), attempt: trace.attempts, reason: reasonOf(result) };
  try {
    const decided: unknown = await decide(describe(shown, result));
    if (decided === undefined || typeof decided === "boolean") return decided;
    return refuseOption("retry.shouldRetry", "a function that returns true, false or undefined");
  } catch (error) {
    if ("response" in result) void result.response.discard();
    throw error;
  }
}

function describe(shown: Omit<FailedAttempt, "response">, result: AttemptResult): FailedAttempt {
  if (!("response" in result)) return shown;
  const { status, headers, url } = result.response;
  return { ...shown, response: { status, headers, url } };
}

import { defaultRetry } from "../../defaults.js";
import { isHttpCoreError, type HttpCoreError } from "../../http-core-error.js";
import { isTransportError } from "../../errors.js";
import type { HttpRequest } from "../../http/request.js";
import type { HttpResponse } from "../../http/response.js";
import type { CheckedRequestOptions, RetryOptions } from "../../options/options.js";
import { memberOf, mergeDefined } from "../../util/own-members.js";

/** Statuses of gateways that lost the response of the server behind them, or never had one. */
const gatewayStatuses = new Set([502, 503, 504]);
/** Faults that a retry does not repair. */
const permanentCodes = new Set([
  "TLS_FAILED",
  "SEND_ABORTED",
  "UNSUPPORTED",
  "UNEXPECTED_REQUEST",
  "HEADERS_TOO_LARGE",
]);

/** How often and how quickly a request may be sent again. */
export interface RetryLimits {
  /** How many attempts there are, the first included. */
  readonly attempts: number;
  /** The shortest pause before any attempt, in milliseconds. */
  readonly minDelayMs: number;
  /** The longest pause before the second attempt, in milliseconds. It doubles for each further attempt. */
  readonly baseDelayMs: number;
  /** The longest pause before any attempt, in milliseconds. */
  readonly maxDelayMs: number;
  /** True if sending the request twice does no harm. */
  readonly isIdempotent: boolean;
  /** Statuses that a retry may repair. */
  readonly statuses: readonly number[];
  /** Decides instead of `statuses` and the code of an error; `undefined` if the caller leaves it to them. */
  readonly shouldRetry: RetryOptions["shouldRetry"];
}

/** How an attempt ended. */
export type AttemptResult = { readonly response: HttpResponse } | { readonly error: unknown };

/**
 * Returns the limits of a request's retries.
 *
 * @param request - its method may be safe to retry
 * @param retry - the call's option; `false` allows one attempt
 */
export function retryLimits(request: HttpRequest, retry: CheckedRequestOptions["retry"]): RetryLimits {
  const given: RetryOptions = retry === false ? { attempts: 1 } : (retry ?? {});
  const merged = mergeDefined(defaultRetry, given);
  const { attempts, minDelayMs, baseDelayMs, maxDelayMs, idempotent, methods, statuses } = merged;
  const isIdempotent = idempotent || methods.includes(request.method);
  const shouldRetry = memberOf(merged, "shouldRetry");
  return { attempts, minDelayMs, baseDelayMs, maxDelayMs, isIdempotent, statuses, shouldRetry };
}

/**
 * Decides whether a request can be sent again without harm.
 *
 * @param result - of the last attempt
 * @param request - that was sent
 * @param limits - of its retries
 */
export function canRepeat(result: AttemptResult, request: HttpRequest, { isIdempotent }: RetryLimits): boolean {
  if (request.body?.replayable === false) return false;
  if ("response" in result) return isIdempotent;
  const { error } = result;
  if (isTransportError(error)) return isIdempotent || error.bytesSent === "none";
  return isIdempotent && isHttpCoreError(error) && error.code === "BODY_TRUNCATED";
}

/**
 * Decides whether a retry can repair a failure, if the caller does not decide it. A proxy's status is judged like a server's.
 *
 * @param result - of the last attempt, which can be retried
 * @param limits - of its retries
 */
export function isTemporary(result: AttemptResult, { statuses }: RetryLimits): boolean {
  if ("response" in result) return statuses.includes(result.response.status);
  const { error } = result;
  if (!isTransportError(error)) return true;
  const { code, proxyStatus } = error;
  return !permanentCodes.has(code) && (proxyStatus === undefined || statuses.includes(proxyStatus));
}

/**
 * Ends a call with the result of its last attempt.
 *
 * @param result - of the last attempt
 * @param request - that was sent
 * @param limits - of its retries
 * @throws the error of the last attempt; it states the outcome if the request is not idempotent
 */
export function finish(result: AttemptResult, request: HttpRequest, { isIdempotent }: RetryLimits): HttpResponse {
  if ("response" in result) return result.response;
  const { error } = result;
  if (isHttpCoreError(error) && error.bytesSent !== undefined && !isIdempotent) throw addOutcome(error, request);
  throw error;
}

/** If bytes were sent and no response came, the server may have acted. Only the caller can find out. */
function addOutcome(error: HttpCoreError, request: HttpRequest): HttpCoreError {
  const outcome = error.bytesSent === "none" ? "notSent" : "unknown";
  Object.defineProperty(error, "outcome", { value: outcome, enumerable: true });
  if (outcome === "unknown") error.message += `; ${unknownOutcome(request.method)}`;
  return error;
}

/**
 * True if a gateway responded instead of the server. The server may still have acted on the request.
 *
 * @param status - of the response
 * @param request - that was sent
 * @param retry - the call's option
 */
export function isUnknownAtGateway(
  status: number,
  request: HttpRequest,
  retry: CheckedRequestOptions["retry"],
): boolean {
  return gatewayStatuses.has(status) && !retryLimits(request, retry).isIdempotent;
}

/**
 * Words a message that says that the outcome of a request is unknown.
 *
 * @param method - of the request. Default: not named
 */
export function unknownOutcome(method = "request"): string {
  return `whether the server acted on this ${method} is unknown`;
}

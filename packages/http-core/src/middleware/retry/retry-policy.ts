import { defaultRetry } from "../../defaults.js";
import { isHttpCoreError, isTransportError, type HttpCoreError, type TransportError } from "../../errors.js";
import type { HttpRequest } from "../../http/request.js";
import type { HttpResponse } from "../../http/response.js";
import type { CheckedRequestOptions } from "../../options/options.js";
import { mergeDefined } from "../../util/own-members.js";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);
const transientStatuses = new Set([408, 429, 500, 502, 503, 504]);
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
}

/** How an attempt ended. */
export type AttemptResult = { readonly response: HttpResponse } | { readonly error: unknown };

/**
 * Returns the limits of a request's retries.
 *
 * @param request - its method may be safe to repeat
 * @param retry - the call's option; `false` allows one attempt
 */
export function retryLimits(request: HttpRequest, retry: CheckedRequestOptions["retry"]): RetryLimits {
  const merged = mergeDefined(defaultRetry, retry === false ? { attempts: 1 } : (retry ?? {}));
  const { attempts, minDelayMs, baseDelayMs, maxDelayMs, idempotent } = merged;
  return { attempts, minDelayMs, baseDelayMs, maxDelayMs, isIdempotent: idempotent || safeMethods.has(request.method) };
}

/**
 * Decides whether a retry can repair a failure and does no harm.
 *
 * @param result - of the last attempt
 * @param request - that was sent
 * @param limits - of its retries
 */
export function canRetry(result: AttemptResult, request: HttpRequest, { isIdempotent }: RetryLimits): boolean {
  if (request.body?.replayable === false) return false;
  if ("response" in result) return isIdempotent && transientStatuses.has(result.response.status);
  const { error } = result;
  if (isTransportError(error)) {
    return !isPermanent(error) && (isIdempotent || error.bytesSent === "none");
  }
  return isIdempotent && isHttpCoreError(error) && error.code === "BODY_TRUNCATED";
}

/** True for a fault that a retry does not repair. A proxy's status is judged like a server's. */
function isPermanent({ code, proxyStatus }: TransportError): boolean {
  return permanentCodes.has(code) || (proxyStatus !== undefined && !transientStatuses.has(proxyStatus));
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
 * True if a gateway responded in place of the server, which may have acted on the request all the same.
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

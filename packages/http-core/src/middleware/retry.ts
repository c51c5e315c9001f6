import type { CallContext, Stage } from "./call-context.js";
import { sleep } from "../util/clock.js";
import {
  CallEndedError,
  isHttpCoreError,
  isTransportError,
  type HttpCoreError,
  type TransportError,
} from "../errors.js";
import { defaultRetry } from "../defaults.js";
import { mergeDefined } from "../util/omit-undefined.js";
import { events } from "./events.js";
import { httpErrorOf } from "./http-error.js";
import type { RetryEvent } from "../options/options.js";
import { redactUrl } from "../redaction/redact.js";
import type { HttpRequest } from "../http/request.js";
import { headersOf } from "../http/message.js";
import type { HttpResponse } from "../http/response.js";
import { retryAfterMs } from "../http/retry-after.js";
import type { RetryQuota } from "./retry-quota.js";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);
const transientStatuses = new Set([408, 429, 500, 502, 503, 504]);
/** Faults that a repeat does not heal. */
const permanentCodes = new Set([
  "TLS_FAILED",
  "SEND_ABORTED",
  "UNSUPPORTED",
  "UNEXPECTED_REQUEST",
  "HEADERS_TOO_LARGE",
]);

interface Limits {
  readonly attempts: number;
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  readonly idempotent: boolean;
}

type Result = { readonly response: HttpResponse } | { readonly error: unknown };

/**
 * Repeats what failed for a moment: with full jitter, under a quota that keeps an outage from multiplying traffic,
 * and only where a repeat can't do a thing twice.
 *
 * @param quota - shared by the session's calls
 */
export function retry(quota: RetryQuota): (next: Stage) => Stage {
  return (next) => {
    function attempt(number: number, request: HttpRequest, context: CallContext): Promise<HttpResponse> {
      return next.send(request, context).then(
        (response) => {
          if (!response.ok) return again({ response }, number, request, context);
          if (number === 1) quota.earn();
          return response;
        },
        (error: unknown) => again({ error }, number, request, context),
      );
    }

    async function again(
      result: Result,
      number: number,
      request: HttpRequest,
      context: CallContext,
    ): Promise<HttpResponse> {
      const limits = limitsOf(request, context);
      if (!mayRepeat(result, request, limits)) return settled(result, request, limits);
      await refuseLongWait(result, request, limits, context);
      if (number >= limits.attempts || !quota.take()) return settled(result, request, limits);
      await pause(pauseBefore(number, result, limits, context), request, result, context);
      return attempt(number + 1, request, context);
    }

    return { send: (request, context) => attempt(1, request, context) };
  };
}

function limitsOf(request: HttpRequest, context: CallContext): Limits {
  const given = context.options.retry;
  const { attempts, baseDelayMs, maxDelayMs, idempotent } = mergeDefined(
    defaultRetry,
    given === false ? {} : (given ?? {}),
  );
  return {
    attempts: given === false ? 1 : attempts,
    baseDelayMs,
    maxDelayMs,
    idempotent: idempotent || safeMethods.has(request.method),
  };
}

function mayRepeat(result: Result, request: HttpRequest, limits: Limits): boolean {
  if (request.body?.replayable === false) return false;
  if ("response" in result) return limits.idempotent && transientStatuses.has(result.response.status);
  const { error } = result;
  if (isTransportError(error)) {
    return !permanentCodes.has(error.code) && (limits.idempotent || error.bytesSent === "none");
  }
  return limits.idempotent && isHttpCoreError(error) && error.code === "BODY_TRUNCATED";
}

/** What the server asks for is never slept short: where it is too long for this call, the call ends now. */
async function refuseLongWait(
  result: Result,
  request: HttpRequest,
  limits: Limits,
  context: CallContext,
): Promise<void> {
  const askedMs = askedPause(result, context);
  const { totalMs } = context.timeout;
  const mostMs = Math.min(limits.maxDelayMs, totalMs === undefined || totalMs === 0 ? Infinity : totalMs);
  if (askedMs <= mostMs || !("response" in result)) return;
  const cause = await httpErrorOf(result.response, request, context);
  const message = `The server asks to wait ${Math.ceil(askedMs / 1000)} s, which is longer than this call may wait`;
  throw new CallEndedError("RETRY_AFTER_TOO_LONG", message, { cause, status: cause.status, retryAfterMs: askedMs });
}

function askedPause(result: Result, context: CallContext): number {
  return "response" in result ? (retryAfterMs(headersOf(result.response), context.clock) ?? 0) : 0;
}

/** Full jitter, with a server's `Retry-After` as the floor. */
function pauseBefore(attempt: number, result: Result, limits: Limits, context: CallContext): number {
  const mostMs = Math.min(limits.maxDelayMs, limits.baseDelayMs * 2 ** (attempt - 1));
  return Math.max(mostMs * context.random(), askedPause(result, context));
}

async function pause(pauseMs: number, request: HttpRequest, result: Result, context: CallContext): Promise<void> {
  const why = "response" in result ? String(result.response.status) : codeOf(result.error);
  context.trace.tried.push(`repeated after ${why}`);
  tell(
    { method: request.method, url: request.url, reason: why, delayMs: pauseMs, attempt: context.trace.attempts },
    context,
  );
  if ("response" in result) await result.response.discard();
  await sleep(context.clock, pauseMs, context.signal);
}

function tell(event: RetryEvent, { options, trace }: CallContext): void {
  events.retry.publish(() => ({ callId: trace.callId, ...event }));
  try {
    if (options.retry) options.retry.onRetry?.({ ...event, url: redactUrl(event.url) });
  } catch {
    // A listener's fault is its own: it must not fail a call.
  }
}

function settled(result: Result, request: HttpRequest, limits: Limits): HttpResponse {
  if ("response" in result) return result.response;
  const { error } = result;
  if (isTransportError(error) && !limits.idempotent) throw withOutcome(error, request);
  throw error;
}

/** Where bytes went out and no answer came back, the server may have acted: only the caller can find out. */
function withOutcome(error: TransportError, request: HttpRequest): HttpCoreError {
  const outcome = error.bytesSent === "none" ? "notSent" : "unknown";
  Object.defineProperty(error, "outcome", { value: outcome, enumerable: true });
  if (outcome === "unknown") error.message += `; whether the server acted on this ${request.method} is unknown`;
  return error;
}

function codeOf(error: unknown): string {
  return isHttpCoreError(error) ? error.code : "a fault";
}

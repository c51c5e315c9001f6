import type { CallContext, Stage } from "../call-context.js";
import { sleep } from "../../util/clock.js";
import { callListener } from "../../util/call-listener.js";
import { events } from "../../events.js";
import type { RetryEvent } from "../../options/options.js";
import type { HttpRequest } from "../../http/request.js";
import type { HttpResponse } from "../../http/response.js";
import { refuseLongDelay, retryDelayMs } from "./retry-delay.js";
import { canRepeat, finish, retryLimits, type AttemptResult } from "./retry-policy.js";
import type { RetryQuota } from "./retry-quota.js";
import { reasonOf, shouldRetry } from "./should-retry.js";

/** A request, and how often it has been sent. */
interface Attempt {
  readonly request: HttpRequest;
  readonly context: CallContext;
  /** From 1. */
  readonly number: number;
}

/**
 * Sends a request again after a temporary failure, if that does no harm and the quota allows it.
 *
 * @param quota - shared by the session's calls
 */
export function retry(quota: RetryQuota): (next: Stage) => Stage {
  return (next) => {
    function send(attempt: Attempt): Promise<HttpResponse> {
      return next.send(attempt.request, attempt.context).then(
        (response) => {
          if (!response.ok) return retryOrFinish({ response }, attempt);
          if (attempt.number === 1) quota.earn();
          return response;
        },
        (error: unknown) => retryOrFinish({ error }, attempt),
      );
    }

    async function retryOrFinish(result: AttemptResult, attempt: Attempt): Promise<HttpResponse> {
      const { request, context, number } = attempt;
      const limits = retryLimits(request, context.options.retry);
      const isRepeated = canRepeat(result, request, limits) && (await shouldRetry(result, request, limits, context));
      if (!isRepeated) return finish(result, request, limits);
      await refuseLongDelay(result, request, limits, context);
      if (number >= limits.attempts || !quota.take()) return finish(result, request, limits);
      await pause(retryDelayMs(number, result, limits, context), result, attempt);
      return send({ request, context, number: number + 1 });
    }

    return { send: (request, context) => send({ request, context, number: 1 }) };
  };
}

async function pause(delayMs: number, result: AttemptResult, { request, context }: Attempt): Promise<void> {
  const reason = reasonOf(result);
  context.trace.tried.push(`retried after ${reason}`);
  const { method, url } = request;
  report({ method, url, reason, delayMs, attempt: context.trace.attempts }, context);
  if ("response" in result) await result.response.discard();
  await sleep(context.clock, delayMs, context.signal);
}

function report(event: RetryEvent, context: CallContext): void {
  const { options, trace } = context;
  const { retry: option } = options;
  const redacted = (): RetryEvent => ({ ...event, url: trace.secrets.redactUrl(event.url) });
  events.retry.publish(() => ({ callId: trace.callId, ...redacted() }));
  if (!option || option.onRetry === undefined) return;
  callListener("retry.onRetry", () => option.onRetry?.(redacted()), context);
}

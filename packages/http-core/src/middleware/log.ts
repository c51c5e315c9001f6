import type { CallContext, Stage } from "./call-context.js";
import { isHttpCoreError } from "../http-core-error.js";
import { events, type EventFacts } from "../events.js";
import { hasDebug } from "../util/logger.js";
import type { HttpRequest } from "../http/request.js";

/** A call that was started, for the log line and the event at its end. */
interface StartedCall {
  readonly request: HttpRequest;
  readonly context: CallContext;
  readonly startedMs: number;
}

/** How a call ended: with a response, or with an error. */
type CallEnd = { readonly status: number } | { readonly code: string };

/** Reports the start and the end of each call to the logger and the diagnostics channels. URLs are redacted. */
export function log(next: Stage): Stage {
  return {
    send(request, context) {
      if (!isReported(context)) return next.send(request, context);
      const call: StartedCall = { request, context, startedMs: context.clock.monotonicMs() };
      events.request.publish(() => {
        const { callId, secrets } = context.trace;
        return { callId, method: request.method, url: secrets.scrub(request.url) };
      });
      return next.send(request, context).then(
        (response) => {
          reportEnd(call, { status: response.status });
          return response;
        },
        (error: unknown) => {
          reportEnd(call, { code: isHttpCoreError(error) ? error.code : "UNKNOWN" });
          throw error;
        },
      );
    },
  };
}

/** False for most calls: then nothing is measured for a report that nobody gets. */
function isReported({ logger }: CallContext): boolean {
  return hasDebug(logger) || events.request.hasSubscribers || events.response.hasSubscribers;
}

function reportEnd({ request, context, startedMs }: StartedCall, end: CallEnd): void {
  const { clock, logger, trace } = context;
  if (!hasDebug(logger) && !events.response.hasSubscribers) return;
  const url = trace.secrets.redactUrl(request.url);
  const facts: EventFacts = {
    callId: trace.callId,
    method: request.method,
    url,
    durationMs: clock.monotonicMs() - startedMs,
    attempts: trace.attempts,
    ...end,
  };
  const how = "status" in end ? `returned ${end.status}` : `failed with ${end.code}`;
  logger.debug(`${request.method} ${url} ${how}`, facts);
  events.response.publish(() => facts);
}

import type { CallContext, Stage } from "../call-context.js";
import { isHttpCoreError } from "../errors.js";
import { events, type EventFacts } from "../events.js";
import { hearsDebug } from "../logger.js";
import { redactUrl } from "../redact.js";
import type { HttpRequest } from "../request.js";

/** How a call ended. */
type End = { readonly status: number } | { readonly code: string };

/** Tells the logger and the diagnostics channels of each call, in redacted facts. */
export function log(next: Stage): Stage {
  return {
    async send(request, context) {
      const startedMs = context.clock.monotonicMs();
      events.request.publish(() => ({ callId: context.trace.callId, method: request.method, url: request.url }));
      try {
        const response = await next.send(request, context);
        const { status } = response;
        if (isHeard(context)) tell(`answered ${status}`, { status }, request, context, startedMs);
        return response;
      } catch (error) {
        const code = isHttpCoreError(error) ? error.code : "UNKNOWN";
        tell(`failed with ${code}`, { code }, request, context, startedMs);
        throw error;
      }
    },
  };
}

function isHeard({ logger }: CallContext): boolean {
  return hearsDebug(logger) || events.response.isHeard;
}

function tell(how: string, end: End, request: HttpRequest, context: CallContext, startedMs: number): void {
  const { clock, logger, trace } = context;
  const url = redactUrl(request.url);
  const facts: EventFacts = {
    callId: trace.callId,
    method: request.method,
    url,
    durationMs: clock.monotonicMs() - startedMs,
    attempts: trace.attempts,
    ...end,
  };
  logger.debug(`${request.method} ${url} ${how}`, facts);
  events.response.publish(() => facts);
}

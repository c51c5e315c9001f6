import type { CallContext, Stage } from "./call-context.js";
import { isHttpCoreError } from "../errors.js";
import { events, type EventFacts } from "./events.js";
import { hearsDebug } from "../util/logger.js";
import { redactUrl } from "../redaction/redact.js";
import type { HttpRequest } from "../http/request.js";

/** How a call ended. */
type End = { readonly status: number } | { readonly code: string };

/** Tells the logger and the diagnostics channels of each call, in redacted facts. */
export function log(next: Stage): Stage {
  return {
    send(request, context) {
      const startedMs = context.clock.monotonicMs();
      events.request.publish(() => ({ callId: context.trace.callId, method: request.method, url: request.url }));
      const told = (how: string, end: End): void => tell(how, end, request, context, startedMs);
      return next.send(request, context).then(
        (response) => {
          const { status } = response;
          if (isHeard(context)) told(`answered ${status}`, { status });
          return response;
        },
        (error: unknown) => {
          const code = isHttpCoreError(error) ? error.code : "UNKNOWN";
          told(`failed with ${code}`, { code });
          throw error;
        },
      );
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

import type { Stage } from "../call-context.js";
import { isHttpCoreError } from "../errors.js";
import { events, type EventFacts } from "../events.js";
import { hearsDebug } from "../logger.js";
import { redactUrl } from "../redact.js";

interface CallFacts extends EventFacts {
  readonly callId: string;
  readonly method: string;
  readonly url: string;
  readonly durationMs: number;
  readonly attempts: number;
}

/** Tells the logger and the diagnostics channels of each call, in redacted facts. */
export function log(next: Stage): Stage {
  return {
    async send(request, context) {
      const { clock, logger, trace } = context;
      const { method } = request;
      const startedMs = clock.monotonicMs();
      const { callId } = trace;
      events.request.publish(() => ({ callId, method, url: request.url }));
      const facts = (extra: object): CallFacts => ({
        callId,
        method,
        url: redactUrl(request.url),
        durationMs: clock.monotonicMs() - startedMs,
        attempts: trace.attempts,
        ...extra,
      });
      try {
        const response = await next.send(request, context);
        if (hearsDebug(logger)) {
          const line = `${method} ${redactUrl(request.url)} answered ${response.status}`;
          logger.debug(line, facts({ status: response.status }));
        }
        events.response.publish(() => facts({ status: response.status }));
        return response;
      } catch (error) {
        const code = isHttpCoreError(error) ? error.code : "UNKNOWN";
        logger.debug(`${method} ${redactUrl(request.url)} failed with ${code}`, facts({ code }));
        events.response.publish(() => facts({ code }));
        throw error;
      }
    },
  };
}

import { refuseOption } from "../authoring/check-options.js";
import type { Stage } from "./call-context.js";
import { send } from "./send.js";
import { log } from "./log.js";
import { reauthenticate } from "./authentication/reauthenticate.js";
import { retry } from "./retry/retry.js";
import type { RetryQuota } from "./retry/retry-quota.js";
import type { Middleware, Transport } from "../transports/transport.js";

type StageMiddleware = (next: Stage) => Stage;

/**
 * Builds the pipeline of a call, outermost first: log, the caller's middleware, re-authentication, retry, send.
 *
 * @param transport - sends each request
 * @param quota - limits the session's retries
 * @param middleware - of the caller
 */
export function callPipeline(transport: Transport, quota: RetryQuota, middleware: readonly Middleware[]): Stage {
  return compose(send(transport), [log, ...middleware.map(asStage), reauthenticate, retry(quota)]);
}

/**
 * Builds the pipeline of a login request: no retries, and no redirects. A request may be authenticated by another scheme.
 *
 * @param transport - sends each request
 */
export function loginPipeline(transport: Transport): Stage {
  return compose(send(transport), [log, reauthenticate]);
}

/**
 * Builds the pipeline of a call that is only prepared: the stages that change a request.
 *
 * @param transport - records the request and sends nothing
 * @param middleware - of the caller
 */
export function preparePipeline(transport: Transport, middleware: readonly Middleware[]): Stage {
  return compose(send(transport), middleware.map(asStage));
}

function compose(innermost: Stage, stages: readonly StageMiddleware[]): Stage {
  return stages.reduceRight((next, stage) => stage(next), innermost);
}

/**
 * Makes a stage of a caller's middleware. The caller sees the public type of the context, and passes on the same object.
 * What its `send` throws becomes a rejection.
 */
function asStage(middleware: Middleware): StageMiddleware {
  return (next) => {
    const stage = middleware(next as Transport) as Stage | undefined;
    if (typeof stage?.send !== "function") refuseOption("middleware", "functions that each return a transport");
    return { send: async (request, context) => stage.send(request, context) };
  };
}

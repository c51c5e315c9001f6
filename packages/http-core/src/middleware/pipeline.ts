import type { Stage } from "./call-context.js";
import { hop } from "./send.js";
import { log } from "./log.js";
import { reauthenticate } from "./reauthenticate.js";
import { redirect } from "./redirect.js";
import { retry } from "./retry.js";
import type { RetryQuota } from "./retry-quota.js";
import type { Middleware, Transport } from "../transports/transport.js";

type StageMiddleware = (next: Stage) => Stage;

/** The way of a call, outermost first: log, the caller's own steps, re-authenticate, retry, redirect, hop, transport. */
export function callPipeline(transport: Transport, quota: RetryQuota, own: readonly Middleware[]): Stage {
  return compose(hop(transport), [log, ...own.map(asStage), reauthenticate, retry(quota), redirect]);
}

/** The way of a login request: no repeats, no redirects followed; its context has no scheme. */
export function loginPipeline(transport: Transport): Stage {
  return log(hop(transport));
}

/** The way of a preview: what shapes a request, over a transport that only records it. */
export function previewPipeline(transport: Transport, own: readonly Middleware[]): Stage {
  return compose(hop(transport), own.map(asStage));
}

function compose(innermost: Stage, stages: readonly StageMiddleware[]): Stage {
  return stages.reduceRight((next, stage) => stage(next), innermost);
}

/** A caller's middleware sees the plain contract; the context it hands on is the one it got. What it throws is a rejection. */
function asStage(middleware: Middleware): StageMiddleware {
  return (next) => {
    const own = middleware(next as Transport) as Stage;
    return { send: async (request, context) => own.send(request, context) };
  };
}

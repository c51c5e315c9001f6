import type { Stage } from "./call-context.js";
import { authorize } from "./middleware/authorize.js";
import { cookies } from "./middleware/cookies.js";
import { decode } from "./middleware/decode.js";
import { encode } from "./middleware/encode.js";
import { log } from "./middleware/log.js";
import { reauthenticate } from "./middleware/reauthenticate.js";
import { redirect } from "./middleware/redirect.js";
import { retry } from "./middleware/retry.js";
import type { RetryQuota } from "./middleware/retry-quota.js";
import type { Middleware, Transport } from "./transport.js";

type StageMiddleware = (next: Stage) => Stage;

/**
 * The way of a call, outermost first: log, the caller's own steps, re-authenticate, retry, redirect, cookies,
 * authorize, encode and decode, transport.
 */
export function callPipeline(transport: Transport, quota: RetryQuota, own: readonly Middleware[]): Stage {
  return compose(transport, [
    log,
    ...own.map(asStage),
    reauthenticate,
    retry(quota),
    redirect,
    cookies,
    authorize,
    encode,
    decode,
  ]);
}

/** The way of a login request: no scheme, no repeats, no redirects followed. */
export function loginPipeline(transport: Transport): Stage {
  return compose(transport, [log, cookies, encode, decode]);
}

/** The way of a preview: what shapes a request, over a transport that only records it. */
export function previewPipeline(transport: Transport, own: readonly Middleware[]): Stage {
  return compose(transport, [...own.map(asStage), cookies, authorize, encode]);
}

function compose(transport: Transport, stages: readonly StageMiddleware[]): Stage {
  return stages.reduceRight<Stage>((next, stage) => stage(next), transport);
}

/** A caller's middleware sees the plain contract; the context it hands on is the one it got. */
function asStage(middleware: Middleware): StageMiddleware {
  return (next) => middleware(next as Transport) as Stage;
}

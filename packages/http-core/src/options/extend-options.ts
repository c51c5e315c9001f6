import { omitUndefined } from "../util/omit-undefined.js";
import { mergeHeaders } from "../http/headers.js";
import type { SessionOptions } from "./options.js";
import { mergeParams } from "../http/params.js";

/**
 * A session's options with more on top. What is a set is merged (headers, parameters, hosts, middleware, timeouts,
 * retry, retry window); what is one thing is replaced.
 *
 * @param base - of the session that is extended
 * @param more - its own values win
 */
export function extendOptions(base: SessionOptions, more: SessionOptions): SessionOptions {
  return {
    ...base,
    ...omitUndefined(more),
    headers: mergeHeaders(base.headers, more.headers),
    params: mergeParams(base.params, more.params),
    middleware: [...(base.middleware ?? []), ...(more.middleware ?? [])],
    timeout: { ...base.timeout, ...omitUndefined(more.timeout ?? {}) },
    retryWindow: { ...base.retryWindow, ...omitUndefined(more.retryWindow ?? {}) },
    ...hosts(base, more),
    ...retry(base, more),
  };
}

function hosts(base: SessionOptions, more: SessionOptions): Pick<SessionOptions, "hosts"> {
  if (base.hosts === undefined && more.hosts === undefined) return {};
  return { hosts: [...(base.hosts ?? []), ...(more.hosts ?? [])] };
}

function retry(base: SessionOptions, more: SessionOptions): Pick<SessionOptions, "retry"> {
  if (more.retry === undefined || more.retry === false || !base.retry) return {};
  return { retry: { ...base.retry, ...omitUndefined(more.retry) } };
}

import { omitUndefined } from "../util/omit-undefined.js";
import { mergeCallerHeaders } from "../http/headers.js";
import type { SessionOptions } from "./options.js";
import { mergeParams } from "../http/params.js";

/**
 * Makes the options of an extended session. Headers, parameters, hosts, middleware, timeouts, retry and retry window are
 * merged; all other options are replaced.
 *
 * @param base - of the session that is extended
 * @param more - override those of the base
 */
export function extendOptions(base: SessionOptions, more: SessionOptions): SessionOptions {
  return {
    ...base,
    ...omitUndefined(more),
    headers: mergeCallerHeaders(base.headers, more.headers),
    params: mergeParams(base.params, more.params),
    middleware: [...(base.middleware ?? []), ...(more.middleware ?? [])],
    timeout: { ...base.timeout, ...omitUndefined(more.timeout ?? {}) },
    retryWindow: { ...base.retryWindow, ...omitUndefined(more.retryWindow ?? {}) },
    ...mergeHosts(base, more),
    ...mergeRetry(base, more),
  };
}

function mergeHosts(base: SessionOptions, more: SessionOptions): Pick<SessionOptions, "hosts"> {
  if (base.hosts === undefined && more.hosts === undefined) return {};
  return { hosts: [...(base.hosts ?? []), ...(more.hosts ?? [])] };
}

function mergeRetry(base: SessionOptions, more: SessionOptions): Pick<SessionOptions, "retry"> {
  if (more.retry === undefined || more.retry === false || !base.retry) return {};
  return { retry: { ...base.retry, ...omitUndefined(more.retry) } };
}

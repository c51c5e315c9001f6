import { mergeDefined } from "../util/own-members.js";
import { mergeCallerHeaders } from "../http/headers.js";
import type { CheckedSessionOptions } from "./options.js";
import { mergeParams } from "../http/params.js";

/**
 * Makes the options of an extended session. Headers, parameters, hosts, middleware, timeouts, retry and
 * re-authentication window are merged; all other options are replaced.
 *
 * @param base - of the session that is extended
 * @param more - override those of the base
 */
export function extendOptions(base: CheckedSessionOptions, more: CheckedSessionOptions): CheckedSessionOptions {
  return Object.assign(mergeDefined(base, more), {
    headers: mergeCallerHeaders(base.headers, more.headers),
    params: mergeParams(base.params, more.params),
    middleware: [...(base.middleware ?? []), ...(more.middleware ?? [])],
    timeout: mergeDefined(base.timeout ?? {}, more.timeout ?? {}),
    retryWindow: mergeDefined(base.retryWindow ?? {}, more.retryWindow ?? {}),
    ...mergeHosts(base, more),
    ...mergeRetry(base, more),
  });
}

function mergeHosts(base: CheckedSessionOptions, more: CheckedSessionOptions): Pick<CheckedSessionOptions, "hosts"> {
  if (base.hosts === undefined && more.hosts === undefined) return {};
  return { hosts: [...(base.hosts ?? []), ...(more.hosts ?? [])] };
}

function mergeRetry(base: CheckedSessionOptions, more: CheckedSessionOptions): Pick<CheckedSessionOptions, "retry"> {
  if (more.retry === undefined || more.retry === false || !base.retry) return {};
  return { retry: mergeDefined(base.retry, more.retry) };
}

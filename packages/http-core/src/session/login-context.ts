import { bodyOf } from "../http/body/bodies.js";
import { newTrace, type CallContext, type CallOptions } from "../middleware/call-context.js";
import type { Clock } from "../util/clock.js";
import { defaultCallOptions, defaultHeaders, defaultMaxLoginBytes } from "../defaults.js";
import { mergeHeaders } from "../http/headers.js";
import { HeldJar } from "../http/cookie-jar.js";
import type { Logger } from "../util/logger.js";
import { checkRequestOptions } from "../options/check-options.js";
import { loginPipeline } from "../middleware/pipeline.js";
import { createRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";
import type { Timeouts, Transport } from "../transports/transport.js";
import { checkAllowed, readHosts } from "../http/allowed-hosts.js";
import { withParams } from "../http/params.js";
import { resolveUrl } from "../http/url.js";
import type { LoginRequestOptions } from "../auth/login-request.js";
import type { AcquireContext, AnyAuthScheme } from "../auth/scheme.js";

/** What a login borrows from the session that starts it: transport, time and log, and nothing else. */
export interface LoginParts {
  readonly scheme: AnyAuthScheme;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly options: unknown;
  readonly timeout: Timeouts;
}

/**
 * What a scheme's login works with: a fresh cookie jar, the login origins alone, no session headers and no scheme.
 *
 * @param parts - from the session that starts the login
 * @param signal - ends it
 */
export function loginContext(parts: LoginParts, signal: AbortSignal): AcquireContext<unknown> {
  const { scheme, clock, random, options } = parts;
  const pipeline = loginPipeline(parts.transport);
  const jar = new HeldJar();
  const hosts = readHosts(scheme.loginOrigins ?? scheme.origins);
  return {
    options,
    clock,
    random,
    signal,
    async send(url: string, call: LoginRequestOptions = {}): Promise<HttpResponse> {
      checkRequestOptions(call);
      const target = withParams(resolveUrl(url), call.params);
      checkAllowed(target, hosts);
      const body = bodyOf(call);
      const contentType = body?.contentType === undefined ? undefined : { "content-type": body.contentType };
      const headers = mergeHeaders(defaultHeaders, contentType, call.headers);
      const request = createRequest({
        method: (call.method ?? defaultCallOptions.method).toUpperCase(),
        url: target.href,
        headers,
        body,
      });
      return pipeline.send(request, context(parts, call, hosts, jar, signal));
    },
  };
}

function context(
  parts: LoginParts,
  call: LoginRequestOptions,
  hosts: readonly string[],
  jar: HeldJar,
  signal: AbortSignal,
): CallContext {
  const { clock, random, logger } = parts;
  const timeout = { ...parts.timeout, ...call.timeout };
  const options: CallOptions = {
    ...call,
    method: call.method ?? defaultCallOptions.method,
    reauthenticate: false,
    redirect: "manual",
    throwHttpErrors: false,
    stream: false,
    maxResponseBytes: call.maxResponseBytes ?? defaultMaxLoginBytes,
    timeout,
  };
  return { options, hosts, jar, clock, random, logger, timeout, auth: undefined, trace: newTrace(), signal };
}

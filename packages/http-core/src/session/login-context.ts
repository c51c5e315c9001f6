import { bodyOf } from "../http/body/create-body.js";
import { CallTrace, type CallContext, type CallOptions } from "../middleware/call-context.js";
import { defaultCallOptions, defaultHeaders, defaultMaxLoginBytes } from "../defaults.js";
import { mergeCallerHeaders } from "../http/headers.js";
import { LazyCookieJar } from "../http/cookies/cookie-jar.js";
import { readRequestOptions } from "../options/check-options.js";
import { maskError } from "../redaction/mask-error.js";
import { hideWhenPrinted } from "./hide-when-printed.js";
import { loginPipeline } from "../middleware/pipeline.js";
import { createRequest, type HttpRequest } from "../http/request.js";
import { checkAllowed, readHosts } from "../http/allowed-hosts.js";
import { withParams } from "../http/params.js";
import { omitUndefined } from "../util/omit-undefined.js";
import { memberOf, mergeDefined } from "../util/own-members.js";
import { resolveUrl } from "../http/url.js";
import type { CredentialCaller, LoginContextOptions } from "../auth/credentials/credential-caller.js";
import type { CheckedRequestOptions } from "../options/options.js";
import type { LoginContext } from "../auth/scheme.js";

/**
 * Makes what a scheme's login works with. The login has a cookie jar of its own and reaches only the login origins. It
 * has no session headers and no scheme.
 *
 * @param options - say why the login happens, for which call, and until when
 */
export function createLoginContext({ caller, cause, signal, secrets }: LoginContextOptions): LoginContext<unknown> {
  const { scheme, authOptions, clock, random, randomBytes, logger } = caller;
  const pipeline = loginPipeline(caller.transport);
  const hosts = readHosts("auth.loginOrigins", memberOf(scheme, "loginOrigins") ?? scheme.origins);
  const jar = new LazyCookieJar();
  return {
    options: authOptions,
    clock,
    randomBytes,
    signal,
    ...omitUndefined({ cause }),
    async send(url, given = {}) {
      const call = readRequestOptions(given);
      const options = loginCallOptions(call, caller);
      const { timeout } = options;
      const trace = new CallTrace(secrets);
      secrets.addData(call.json, scheme.secrets);
      const context: CallContext = {
        options,
        hosts,
        jar,
        clock,
        random,
        logger,
        timeout,
        auth: undefined,
        secretNames: scheme.secrets,
        trace,
        signal,
      };
      const request = loginRequest(url, call, hosts);
      return pipeline.send(request, hideWhenPrinted(context)).catch((error: unknown) => {
        throw maskError(error, secrets);
      });
    },
  };
}

function loginRequest(url: string, call: CheckedRequestOptions, hosts: readonly string[]): HttpRequest {
  const target = withParams(resolveUrl(url), call.params);
  checkAllowed(target, hosts);
  const body = bodyOf(call);
  const contentType = body?.contentType === undefined ? undefined : { "content-type": body.contentType };
  const headers = mergeCallerHeaders(defaultHeaders, contentType, call.headers);
  const method = (call.method ?? defaultCallOptions.method).toUpperCase();
  return createRequest({ method, url: target.href, headers, body });
}

function loginCallOptions(call: CheckedRequestOptions, caller: CredentialCaller): CallOptions {
  return mergeDefined(call, {
    method: call.method ?? defaultCallOptions.method,
    reauthenticate: false,
    redirect: "manual" as const,
    maxRedirects: 0,
    throwHttpErrors: false,
    stream: false,
    maxResponseBytes: call.maxResponseBytes ?? defaultMaxLoginBytes,
    maxJsonValues: call.maxJsonValues ?? defaultCallOptions.maxJsonValues,
    timeout: mergeDefined(caller.timeout, call.timeout ?? {}),
  });
}

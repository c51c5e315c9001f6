import { warnOfPlainHttp } from "../../auth/plain-http.js";
import { bodyOf } from "../../http/request-body/body-input.js";
import {
  CallTrace,
  type CallAuth,
  type CallContext,
  type CallOptions,
  type Stage,
} from "../../middleware/call-context.js";
import { defaultCallOptions, defaultHeaders, defaultMaxLoginBytes } from "../../defaults.js";
import { AuthenticationError, isAuthenticationError } from "../../errors.js";
import { mergeCallerHeaders } from "../../http/headers.js";
import { LazyCookieJar } from "../../http/cookies/cookie-jar.js";
import { readLoginRequestOptions } from "../../options/check-login-request.js";
import { maskError } from "../../redaction/mask-error.js";
import { mergeSecretNames } from "../../redaction/secret-names.js";
import { createCallAuth } from "../call-auth.js";
import { hasOwnProof } from "../own-proof.js";
import { describeContext, inspectName } from "../printable-context.js";
import { loginPipeline } from "../../middleware/pipeline.js";
import { headersOf } from "../../http/message.js";
import { createRequest, targetOf, type HttpRequest } from "../../http/request.js";
import type { HttpResponse } from "../../http/response.js";
import { checkAllowed, readSchemeOrigins } from "../../http/allowed-hosts.js";
import { withParams } from "../../http/params.js";
import { omitUndefined } from "../../util/omit-undefined.js";
import { memberOf, mergeDefined } from "../../util/own-members.js";
import { resolveUrl } from "../../http/url.js";
import type { CredentialCaller, LoginContextOptions } from "../../auth/credentials/credential-caller.js";
import type { SessionIdentities } from "../../auth/identities/session-identities.js";
import type { CheckedRequestOptions } from "../../options/options.js";
import type { AnyAuthScheme, LoginContext, LoginRequestOptions } from "../../auth/scheme.js";

/**
 * Makes what a scheme's login or logout works with. It has a cookie jar of its own and reaches only the login origins. Its
 * requests have no session headers, and no scheme unless one is given.
 *
 * @param login - says why it happens, for which call, and until when
 * @param identities - of the session; they have the credentials of other schemes
 */
export function createLoginContext(login: LoginContextOptions, identities: SessionIdentities): LoginContext<unknown> {
  const { caller, cause, signal } = login;
  const { authOptions, clock, randomBytes } = caller;
  const sender = new LoginSender(login, identities);
  return {
    options: authOptions,
    clock,
    randomBytes,
    signal,
    ...omitUndefined({ cause }),
    send: (url, options = {}) => sender.send(url, options),
  };
}

/** Sends the requests of one login or logout. */
class LoginSender {
  readonly #login: LoginContextOptions;
  readonly #identities: SessionIdentities;
  readonly #pipeline: Stage;
  readonly #hosts: readonly string[];
  readonly #jar = new LazyCookieJar();

  constructor(login: LoginContextOptions, identities: SessionIdentities) {
    const { scheme, transport } = login.caller;
    this.#login = login;
    this.#identities = identities;
    this.#pipeline = loginPipeline(transport);
    this.#hosts = readSchemeOrigins("auth.loginOrigins", memberOf(scheme, "loginOrigins") ?? scheme.origins);
  }

  async send(url: string, given: LoginRequestOptions): Promise<HttpResponse> {
    const { secrets, caller } = this.#login;
    const call = readLoginRequestOptions(given);
    const request = loginRequest(url, call, this.#hosts);
    warnOfPlainHttp(targetOf(request), caller.scheme, caller);
    try {
      const isAuthenticated = call.auth && !hasOwnProof(call.auth, headersOf(request));
      const context = await this.#contextOf(isAuthenticated ? call : mergeDefined(call, { auth: false as const }));
      return await this.#pipeline.send(request, context);
    } catch (error) {
      await secrets.complete();
      throw maskError(call.auth ? errorOfOther(error, call.auth) : error, secrets);
    }
  }

  async #contextOf(call: CheckedRequestOptions): Promise<CallContext> {
    const { caller, signal, secrets } = this.#login;
    const { scheme, clock, random, logger } = caller;
    const secretNames = mergeSecretNames([scheme.secrets, ...(call.auth ? [call.auth.secrets] : [])]);
    secrets.addBody(call, secretNames);
    const options = loginCallOptions(call, caller);
    const { timeout } = options;
    const trace = new CallTrace(secrets);
    const auth = call.auth ? await this.#authOf(call.auth, call, trace) : undefined;
    const [hosts, jar] = [this.#hosts, this.#jar];
    const own = { options, hosts, jar, clock, random, logger, timeout, auth, secretNames, trace, signal };
    const printed = { toJSON: describeContext, [inspectName]: describeContext };
    return { ...own, ...printed };
  }

  /** The other scheme has the credential, the limits and the rounds that it has in a call of the session. */
  async #authOf(scheme: AnyAuthScheme, { authOptions }: CheckedRequestOptions, trace: CallTrace): Promise<CallAuth> {
    const { active, caller, signal, secrets } = this.#login;
    // The scheme of an earlier request has its secret searched for as well.
    await secrets.complete();
    const own = { ...caller, scheme, authOptions, signal, logouts: 0, parent: active };
    return createCallAuth({ caller: own, isPrepareOnly: false, trace }, this.#identities);
  }
}

/** The secret that another scheme's service rejected is not the secret of this login, so it must not be latched. */
function errorOfOther(error: unknown, { name }: AnyAuthScheme): unknown {
  if (!isAuthenticationError(error) || error.authOutcome !== "rejected") return error;
  const message = `The login needs scheme ${name}, whose own login failed: ${error.message}`;
  return new AuthenticationError("transient", message, { cause: error });
}

function loginRequest(url: string, call: CheckedRequestOptions, hosts: readonly string[]): HttpRequest {
  const target = withParams(resolveUrl(url), call.params);
  checkAllowed(target, hosts);
  if (call.auth) checkAllowed(target, readSchemeOrigins("auth.origins", call.auth.origins));
  const body = bodyOf(call);
  const contentType = body?.contentType === undefined ? undefined : { "content-type": body.contentType };
  const headers = mergeCallerHeaders(defaultHeaders, contentType, call.headers);
  const method = (call.method ?? defaultCallOptions.method).toUpperCase();
  return createRequest({ method, url: target.href, headers, body });
}

function loginCallOptions(call: CheckedRequestOptions, caller: CredentialCaller): CallOptions {
  return mergeDefined(call, {
    method: call.method ?? defaultCallOptions.method,
    reauthenticate: true,
    redirect: "manual" as const,
    maxRedirects: 0,
    throwHttpErrors: false,
    stream: false,
    maxResponseBytes: call.maxResponseBytes ?? defaultMaxLoginBytes,
    maxJsonValues: call.maxJsonValues ?? defaultCallOptions.maxJsonValues,
    timeout: mergeDefined(caller.timeout, call.timeout ?? {}),
  });
}

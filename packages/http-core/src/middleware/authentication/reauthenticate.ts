import { memberOf } from "../../util/own-members.js";
import type { Verdict } from "../../auth/scheme.js";
import type { CallAuth, CallContext, Stage } from "../call-context.js";
import { isRetryWindowExhaustedError, BodyError, RetryWindowExhaustedError, type HttpError } from "../../errors.js";
import { readErrorBody } from "../../http/body/error-text.js";
import { httpErrorOf, httpErrorWith } from "../http-error.js";
import type { HttpRequest } from "../../http/request.js";
import type { HttpResponse } from "../../http/response.js";
import { peekBody } from "./peek-body.js";
import { events } from "../events.js";

/**
 * Replaces a rejected credential and sends the request again, once. After a challenge, sends the request again with the
 * same credential and a new proof, once.
 */
export function reauthenticate(next: Stage): Stage {
  async function handle(
    request: HttpRequest,
    first: HttpResponse,
    auth: CallAuth,
    context: CallContext,
  ): Promise<HttpResponse> {
    const { verdict, response } = await classify(request, first, auth, context);
    if (verdict === "challenged") return answerChallenge(next, request, response, context);
    if (verdict === "accepted" || auth.source === undefined) return response;
    await replaceCredential(request, response, auth, context);
    return next.send(request, context);
  }

  return {
    send(request, context) {
      const { auth, options } = context;
      const sending = next.send(request, context);
      if (auth === undefined || !options.reauthenticate) return sending;
      return sending.then((first) =>
        isPlainlyAccepted(first, auth, context) ? first : handle(request, first, auth, context),
      );
    },
  };
}

/** A response to a request without a credential says nothing about it. By default, only a 401 rejects a credential. */
function isPlainlyAccepted({ status }: HttpResponse, { scheme }: CallAuth, { trace }: CallContext): boolean {
  return !trace.isAuthorized || (memberOf(scheme, "classify") === undefined && status !== 401);
}

async function classify(
  first: HttpRequest,
  response: HttpResponse,
  { scheme, caller }: CallAuth,
  context: CallContext,
): Promise<{ readonly verdict: Verdict; readonly response: HttpResponse }> {
  const judge = memberOf(scheme, "classify");
  if (judge === undefined) return { verdict: "rejected", response };
  const { status, headers, url } = response;
  const { peek, restore } = peekBody(response, context.options.stream);
  const { authOptions: options, clock, randomBytes } = caller;
  const { request = first, credential } = context.trace.applied ?? {};
  const learnt = { state: undefined, use: 0 };
  const verdict = await judge.call(
    scheme,
    { status, headers, url },
    { options, clock, randomBytes, request, credential, ...learnt, peek },
  );
  return { verdict, response: restore() };
}

async function answerChallenge(
  next: Stage,
  request: HttpRequest,
  first: HttpResponse,
  context: CallContext,
): Promise<HttpResponse> {
  if (request.body?.replayable === false) throw notReplayable(await httpErrorOf(first, request, context));
  await first.discard();
  const { status, headers, url } = first;
  context.trace.challenge = { status, headers, url };
  context.trace.tried.push("answered a challenge");
  try {
    return await next.send(request, context);
  } finally {
    context.trace.challenge = undefined;
  }
}

/** Replaces the credential. Throws if that fails, or if the request cannot be sent again. */
async function replaceCredential(
  request: HttpRequest,
  first: HttpResponse,
  { source, scheme, caller }: CallAuth,
  context: CallContext,
): Promise<void> {
  const { trace } = context;
  const body = await readErrorBody(first, context.trace.secrets.texts());
  await first.discard();
  const rejection = (): HttpError => httpErrorWith(body, first, request, context);
  try {
    const { status, headers, url } = first;
    await source?.replace({ version: trace.credentialVersion, response: { status, headers, url } }, caller);
  } catch (error) {
    throw isRetryWindowExhaustedError(error) ? withCause(error, rejection()) : error;
  } finally {
    const { method, url } = request;
    events.reauth.publish(() => {
      const { callId, secrets } = trace;
      return { callId, scheme: scheme.name, method, url: secrets.scrub(url), status: first.status };
    });
  }
  if (request.body?.replayable === false) throw notReplayable(rejection());
  trace.tried.push("re-authenticated once");
}

function notReplayable(cause: HttpError): BodyError {
  const message =
    "The credential was rejected while a one-shot stream was sent, which can't be sent again; give a factory of streams";
  return new BodyError("BODY_NOT_REPLAYABLE", message, { cause, status: cause.status });
}

function withCause(error: RetryWindowExhaustedError, cause: HttpError): RetryWindowExhaustedError {
  const { limit, windowMs, retryAt } = error;
  return new RetryWindowExhaustedError({ limit, windowMs, retryAt, cause, status: cause.status });
}

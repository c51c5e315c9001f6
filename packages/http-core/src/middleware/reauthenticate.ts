import type { CallAuth, CallContext, Stage } from "./call-context.js";
import { isRetryWindowExhaustedError, BodyError, RetryWindowExhaustedError, type HttpError } from "../errors.js";
import { httpErrorOf, httpErrorWith, shortText } from "./http-error.js";
import type { HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";
import { peekable } from "./peek-body.js";
import { events } from "./events.js";

/**
 * Meets a rejected credential: it is replaced, and the request sent again, once. A challenge gets the same credential
 * with another proof, once.
 */
export function reauthenticate(next: Stage): Stage {
  async function judged(
    request: HttpRequest,
    first: HttpResponse,
    auth: CallAuth,
    context: CallContext,
  ): Promise<HttpResponse> {
    const { verdict, response } = await judge(first, auth, context);
    if (verdict === "challenged") return answerChallenge(next, request, response, context);
    if (verdict === "accepted" || auth.source === undefined) return response;
    return replay(next, request, response, context);
  }

  return {
    send(request, context) {
      const { auth, options } = context;
      const sending = next.send(request, context);
      if (auth === undefined || !options.reauthenticate) return sending;
      return sending.then((first) =>
        isPlainlyAccepted(first, auth, context) ? first : judged(request, first, auth, context),
      );
    },
  };
}

/** An answer to a request without our credential says nothing about it; by default any but a 401 says that it is good. */
function isPlainlyAccepted({ status }: HttpResponse, { scheme }: CallAuth, { trace }: CallContext): boolean {
  return !trace.authorized || (scheme.classify === undefined && status !== 401);
}

async function judge(
  response: HttpResponse,
  auth: CallAuth,
  context: CallContext,
): Promise<{ verdict: "accepted" | "rejected" | "challenged"; response: HttpResponse }> {
  if (auth.scheme.classify === undefined) return { verdict: "rejected", response };
  const { status, headers, url } = response;
  const { peek, rest } = peekable(response, context.options.stream);
  const verdict = await auth.scheme.classify({ status, headers, url }, { peek });
  return { verdict, response: rest() };
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

async function replay(
  next: Stage,
  request: HttpRequest,
  first: HttpResponse,
  context: CallContext,
): Promise<HttpResponse> {
  const { auth, trace } = context;
  const text = await shortText(first);
  await first.discard();
  const rejected = (): HttpError => httpErrorWith(text, first, request, context);
  try {
    await auth?.source?.replace(trace.credentialVersion, auth.caller);
  } catch (error) {
    throw isRetryWindowExhaustedError(error) ? withCause(error, rejected()) : error;
  } finally {
    events.reauth.publish(() => ({
      callId: trace.callId,
      scheme: auth?.scheme.name,
      method: request.method,
      url: request.url,
      status: first.status,
    }));
  }
  if (request.body?.replayable === false) throw notReplayable(rejected());
  trace.tried.push("re-authenticated once");
  return next.send(request, context);
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

import { memberOf } from "../../util/own-members.js";
import type { CallAuth, CallContext, Stage } from "../call-context.js";
import { isRetryWindowExhaustedError, BodyError, RetryWindowExhaustedError, type HttpError } from "../../errors.js";
import { httpErrorOf, httpErrors } from "../lazy-http-error.js";
import type { HttpRequest } from "../../http/request.js";
import type { HttpResponse } from "../../http/response.js";
import { classify, type Classified } from "./classify.js";
import { isPlainlyAccepted } from "./plainly-accepted.js";
import { Rounds } from "./rounds.js";
import { events } from "../../events.js";

/** A response that needs a verdict. */
export interface FirstRound {
  /** That was sent. */
  readonly request: HttpRequest;
  /** Its response. */
  readonly response: HttpResponse;
  /** How the call authenticates. */
  readonly auth: CallAuth;
}

/**
 * Sends a request again after a challenge, with a new proof, and after a rejected credential has been replaced: as often
 * as the {@link Rounds} of the call allow.
 *
 * @param next - sends each round
 * @param first - the round that was sent
 * @param context - of the call
 */
export async function sendLaterRounds(
  next: Stage,
  { request, response: first, auth }: FirstRound,
  context: CallContext,
): Promise<HttpResponse> {
  const rounds = new Rounds(auth.source !== undefined && context.options.reauthenticate);
  let received = first;
  while (!isPlainlyAccepted(received, auth, context)) {
    const { verdict, response } = await classifyIn(received, auth, context);
    if (verdict === "rejected") await auth.signer?.rejections.recordRejected(auth.caller.window);
    if (verdict === "accepted") auth.signer?.rejections.recordAccepted();
    const step = rounds.next(verdict);
    if (step === "return" || (step === "replaceCredential" && wasLoggedOut(auth, context))) return response;
    if (step === "takeChallenge") await takeChallenge(request, response, context);
    else await replaceCredential(request, response, auth, context);
    received = await next.send(request, context);
  }
  return received;
}

/** No call logs in again because of a logout: the rejection is its result. */
function wasLoggedOut({ source, caller }: CallAuth, { trace }: CallContext): boolean {
  return source?.canReplace(trace.credentialVersion, caller) === false;
}

/** Asks the scheme what a response means. Without `classify`, a 401 is a rejection. */
async function classifyIn(
  response: HttpResponse,
  auth: CallAuth,
  { trace, options }: CallContext,
): Promise<Classified> {
  const { applied } = trace;
  const isClassifying = memberOf(auth.scheme, "classify") !== undefined;
  if (!isClassifying || applied === undefined) return { verdict: "rejected", response };
  return classify(response, auth, applied, options.stream);
}

/** Keeps a challenge for the next request. Throws if the request can't be sent again. */
async function takeChallenge(request: HttpRequest, response: HttpResponse, context: CallContext): Promise<void> {
  if (request.body?.replayable === false) {
    throw notReplayable("The server sent a challenge", await httpErrorOf(response, request, context));
  }
  await response.discard();
  const { status, headers, url } = response;
  context.trace.challenge = { status, headers, url };
  context.trace.tried.push("responded to a challenge");
}

/** Replaces the credential. Throws if that fails, or if the request cannot be sent again. */
async function replaceCredential(
  request: HttpRequest,
  first: HttpResponse,
  { source, scheme, caller }: CallAuth,
  context: CallContext,
): Promise<void> {
  const { trace } = context;
  const { readErrorBody, httpErrorWith } = await httpErrors.get();
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
  if (request.body?.replayable === false) throw notReplayable("The server rejected the credential", rejection());
  trace.tried.push("re-authenticated once");
}

function notReplayable(reason: string, cause: HttpError): BodyError {
  const message = `${reason}, but the body is a one-shot stream, which can't be sent again; give a factory of streams`;
  return new BodyError("BODY_NOT_REPLAYABLE", message, { cause, status: cause.status });
}

function withCause(error: RetryWindowExhaustedError, cause: HttpError): RetryWindowExhaustedError {
  const { limit, windowMs, retryAt } = error;
  return new RetryWindowExhaustedError({ limit, windowMs, retryAt, cause, status: cause.status });
}

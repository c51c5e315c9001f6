import { parseJson } from "../authoring/json.js";
import type { CallContext } from "./call-context.js";
import { HttpError } from "../errors.js";
import type { HttpRequest } from "../http/request.js";
import { connectionProofHint } from "./connection-proof.js";
import { headersOf } from "../http/message.js";
import type { ErrorBody } from "../http/body/error-text.js";
import type { HttpResponse } from "../http/response.js";
import { retryAfterMs } from "../http/response-headers/retry-after.js";
import { quoteText } from "../redaction/quote-text.js";
import { serverMessage } from "../redaction/server-message.js";
import { normalizeOrigin } from "../http/url.js";
import { isUnknownAtGateway, unknownOutcome } from "./retry/retry-policy.js";
import { omitUndefined } from "../util/omit-undefined.js";
import { memberOf } from "../util/own-members.js";

export { readErrorBody } from "../http/body/error-text.js";

/** Size of a `Cookie` header that every server takes, in bytes. */
const maxHarmlessCookieBytes = 4096;

/**
 * Makes the error for a response whose body was read before, by {@link readErrorBody}.
 *
 * @param read - the start of the body
 * @param response - with a status that means failure
 * @param request - that the response belongs to
 * @param context - its trace says what was tried
 */
export function httpErrorWith(
  read: ErrorBody,
  response: HttpResponse,
  request: HttpRequest,
  context: CallContext,
): HttpError {
  const { trace, clock } = context;
  const { status } = response;
  const { method } = request;
  const isUnknown = isUnknownAtGateway(status, request, context.options.retry);
  // A server may quote what it was sent, so known secrets are masked first.
  const secrets = trace.secrets.texts();
  const parsed = parseJson(read.text);
  const body = parsed === undefined ? read.text : parsed;
  const quoted = serverMessage(body, secrets);
  const statusText = quoteText(response.statusText, secrets);
  const url = trace.secrets.redactUrl(response.url);
  const cookieBytes = blamesCookies(status, trace.cookieBytes) ? trace.cookieBytes : undefined;
  const message = [
    `${method} ${url} returned ${status}${statusText === undefined ? "" : ` ${statusText}`}`,
    quoted === undefined ? "" : `: ${quoted}`,
    read.error === undefined ? "" : `; its body could not be read (${read.error.code})`,
    largeHeadHint(status, cookieBytes),
    missingCredentialHint(response, context),
    missingProofHint(response, context),
    connectionProofHint(response),
    isUnknown ? `; ${unknownOutcome(method)}` : "",
    trace.tried.length === 0 ? "" : ` (${trace.tried.join(", ")})`,
  ].join("");
  return new HttpError(message, {
    method,
    url,
    status,
    attempts: trace.attempts,
    serverMessage: quoted,
    body,
    head: headersOf(response),
    tried: [...trace.tried],
    bodyError: read.error,
    cookieBytes,
    ...(isUnknown ? { outcome: "unknown" as const } : {}),
    ...omitUndefined({ retryAfterMs: retryAfterMs(headersOf(response), clock) }),
  });
}

/** A server whose limit the cookies exceed sends 431, or a 400 that says nothing (RFC 6585 section 5). */
function blamesCookies(status: number, cookieBytes: number): boolean {
  return (status === 431 && cookieBytes > 0) || (status === 400 && cookieBytes > maxHarmlessCookieBytes);
}

function largeHeadHint(status: number, cookieBytes: number | undefined): string {
  if (cookieBytes === undefined) return status === 431 ? "; the request's headers are too large for the server" : "";
  return `; the request has ${cookieBytes} bytes of cookies, which may be too large for the server: remove some from session.cookies`;
}

/** Explains a 401 to a request that got no credential, and names both origins. */
function missingCredentialHint(response: HttpResponse, { auth, trace }: CallContext): string {
  if (response.status !== 401 || auth === undefined || trace.originWithoutCredential === undefined) return "";
  const origins = auth.scheme.origins.map(normalizeOrigin).join(", ");
  return `; no credential was sent to ${trace.originWithoutCredential}, since ${auth.scheme.name} sends it only to ${origins}`;
}

/**
 * Explains a 401 or 403 to a request that `apply` has not changed, for example since it set a property of `request.headers`. A
 * scheme with `classify` may wait for a challenge before it adds anything.
 */
function missingProofHint({ status }: HttpResponse, { auth, trace }: CallContext): string {
  const { isAuthorized, beforeApply: before, afterApply: after } = trace;
  if ((status !== 401 && status !== 403) || !isAuthorized || auth === undefined) return "";
  if (memberOf(auth.scheme, "classify") !== undefined) return "";
  if (before === undefined || after === undefined || !isSameRequest(before, after)) return "";
  return `; apply() of scheme ${auth.scheme.name} added nothing to the request: it must return request.with({ headers })`;
}

function isSameRequest(one: HttpRequest, other: HttpRequest): boolean {
  const [headers, others] = [one, other].map((request) => JSON.stringify([...headersOf(request)]));
  return one.url === other.url && one.body === other.body && headers === others;
}

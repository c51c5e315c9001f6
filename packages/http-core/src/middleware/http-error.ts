import { parseJson } from "../authoring/json.js";
import type { CallContext } from "./call-context.js";
import { HttpError } from "../errors.js";
import { redactUrl, scrub } from "../redaction/redact.js";
import type { HttpRequest } from "../http/request.js";
import { headersOf } from "../http/message.js";
import { concatChunks } from "../http/body/read-body.js";
import { takeBody, type HttpResponse } from "../http/response.js";
import { retryAfterMs } from "../http/retry-after.js";
import { serverMessage } from "../redaction/server-message.js";
import { originOf } from "../http/url.js";
import { omitUndefined } from "../util/omit-undefined.js";

/** How much of a body an error quotes, in bytes. */
const maxErrorBodyBytes = 65_536;

/**
 * Makes the error for a response. Reads at most 64 KB of its body.
 *
 * @param response - with a status that counts as failure
 * @param request - that the response belongs to
 * @param context - its trace says what was tried
 */
export async function httpErrorOf(
  response: HttpResponse,
  request: HttpRequest,
  context: CallContext,
): Promise<HttpError> {
  return httpErrorWith(await readErrorText(response), response, request, context);
}

/**
 * Makes the error for a response whose body was read before, by {@link readErrorText}.
 *
 * @param text - the start of the body
 * @param response - with a status that counts as failure
 * @param request - that the response belongs to
 * @param context - its trace says what was tried
 */
export function httpErrorWith(
  text: string,
  response: HttpResponse,
  request: HttpRequest,
  context: CallContext,
): HttpError {
  const { trace, clock } = context;
  const { status, statusText } = response;
  const { method } = request;
  // A server may quote what it was sent, so known secrets are masked first.
  const clean = scrub(text, trace.secrets.texts());
  const parsed = parseJson(clean);
  const body = parsed === undefined ? clean : parsed;
  const quoted = serverMessage(body);
  const url = redactUrl(response.url);
  const message = [
    `${method} ${url} answered ${status}${statusText ? ` ${statusText}` : ""}`,
    quoted === undefined ? "" : `: ${quoted}`,
    missingCredentialHint(response, context),
    trace.tried.length === 0 ? "" : ` (${trace.tried.join(", ")})`,
  ].join("");
  return new HttpError(message, {
    method,
    url,
    status,
    attempts: trace.attempts,
    serverMessage: quoted,
    body,
    tried: [...trace.tried],
    ...omitUndefined({ retryAfterMs: retryAfterMs(headersOf(response), clock) }),
  });
}

/** Explains a 401 to a request that got no credential, and names both origins. */
function missingCredentialHint(response: HttpResponse, { auth, trace }: CallContext): string {
  if (response.status !== 401 || auth === undefined || trace.droppedFor === undefined) return "";
  const origins = auth.scheme.origins.map(originOf).join(", ");
  return `; no credential was sent to ${trace.droppedFor}, since ${auth.scheme.name} keeps it for ${origins}`;
}

/**
 * Reads the start of a body as text, as far as an error quotes it.
 *
 * @param response - its body is not read any further
 */
export async function readErrorText(response: HttpResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const body = takeBody(response);
    for await (const chunk of body instanceof Uint8Array ? [body] : body) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size >= maxErrorBodyBytes) break;
    }
  } catch {
    // The error is about the status. A body that ends early only leaves less to quote.
  }
  return Buffer.from(concatChunks(chunks)).subarray(0, maxErrorBodyBytes).toString("utf8");
}

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

const longestErrorBody = 65_536;

/**
 * The error that an answer amounts to. Reads at most 64 KB of its body.
 *
 * @param response - with a status that counts as failure
 * @param request - what it answers
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
 * The same, of an answer that is read and let go meanwhile: most answers that may become an error never do.
 *
 * @param text - by {@link readErrorText}
 */
export function httpErrorWith(
  text: string,
  response: HttpResponse,
  request: HttpRequest,
  context: CallContext,
): HttpError {
  const { trace, clock } = context;
  // A server may quote what it was sent: known secrets are masked before anything is made of its words.
  const body = parsed(scrub(text, trace.secrets.texts()));
  const said = serverMessage(body);
  const url = redactUrl(response.url);
  const line = [
    `${request.method} ${url} answered ${response.status}${response.statusText ? ` ${response.statusText}` : ""}`,
    said === undefined ? "" : `: ${said}`,
    hint(response, context),
    trace.tried.length === 0 ? "" : ` (${trace.tried.join(", ")})`,
  ].join("");
  const afterMs = retryAfterMs(headersOf(response), clock);
  return new HttpError(line, {
    method: request.method,
    url,
    status: response.status,
    attempts: trace.attempts,
    serverMessage: said,
    body,
    tried: [...trace.tried],
    ...(afterMs === undefined ? {} : { retryAfterMs: afterMs }),
  });
}

/** Where a 401 follows from a credential that was kept back, the message says so and names both origins. */
function hint(response: HttpResponse, { auth, trace }: CallContext): string {
  if (response.status !== 401 || auth === undefined || trace.droppedFor === undefined) return "";
  const kept = auth.scheme.origins.map(originOf).join(", ");
  return `; no credential was sent to ${trace.droppedFor}, since ${auth.scheme.name} keeps it for ${kept}`;
}

/** The start of an answer's body, as far as an error quotes it. */
export async function readErrorText(response: HttpResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const body = takeBody(response);
    for await (const chunk of body instanceof Uint8Array ? [body] : body) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size >= longestErrorBody) break;
    }
  } catch {
    // The status is what failed; a body that breaks off only leaves less to quote.
  }
  return Buffer.from(concatChunks(chunks)).subarray(0, longestErrorBody).toString("utf8");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

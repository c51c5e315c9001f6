import { TransportError } from "../errors.js";
import { headerList, type HeadersInit } from "../http/headers.js";
import { redactUrl } from "../redaction/redact.js";
import { raceWithAbort } from "../util/abort.js";
import type { HttpRequest } from "../http/request.js";
import { readAll } from "../http/body/read-body.js";
import { createResponse, type HttpResponse } from "../http/response.js";
import type { SendContext, Transport } from "../transports/transport.js";

/** A request as a handler sees it: its body is read. */
export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** What a handler may answer: a status, or parts of an answer. Text and bytes are sent as they are, the rest as JSON. */
export type MemoryAnswer =
  | number
  | { readonly status?: number; readonly headers?: HeadersInit; readonly body?: unknown };

/** Answers one request; `undefined` means that it is not this handler's. */
export type MemoryHandler = (
  request: ReceivedRequest,
  context: SendContext,
) => MemoryAnswer | undefined | Promise<MemoryAnswer | undefined>;

/** A transport that answers from handlers, and keeps what it was sent. */
export interface MemoryTransport extends Transport {
  readonly requests: readonly ReceivedRequest[];
}

/**
 * A transport without a network. Handlers are asked in order; a request that none of them expects fails at once.
 *
 * @param handlers - asked in order
 * @throws TransportError `UNEXPECTED_REQUEST`
 */
export function memoryTransport(...handlers: readonly MemoryHandler[]): MemoryTransport {
  const requests: ReceivedRequest[] = [];
  return {
    requests,
    async send(request, context) {
      if (context.signal?.aborted) throw failure("SEND_ABORTED", request, "it was aborted");
      const received = await receive(request);
      requests.push(received);
      for (const handler of handlers) {
        const answer = await answered(handler, received, context);
        if (answer !== undefined) return respond(request, answer);
      }
      throw failure("UNEXPECTED_REQUEST", request, "no handler of the memory transport expects it");
    },
  };
}

/** A handler that never answers ends with the signal, as a connection would. */
async function answered(
  handler: MemoryHandler,
  received: ReceivedRequest,
  context: SendContext,
): Promise<Awaited<ReturnType<MemoryHandler>>> {
  const { signal } = context;
  const answer = Promise.resolve(handler(received, context));
  if (signal === undefined) return answer;
  return raceWithAbort(answer, signal).catch((error: unknown) => {
    throw signal.aborted ? failure("SEND_ABORTED", received, "it was aborted") : error;
  });
}

async function receive(request: HttpRequest): Promise<ReceivedRequest> {
  const { method, url, headers, body } = request;
  return {
    method,
    url,
    headers: new Headers(headers),
    body: body === undefined ? new Uint8Array() : await readAll(body.open()),
  };
}

function respond(request: HttpRequest, answer: MemoryAnswer): HttpResponse {
  const { status = 200, headers, body } = typeof answer === "number" ? { status: answer } : answer;
  const sent = headerList(headers ?? {}).copy();
  const bytes = bytesOf(body);
  if (body !== undefined && typeof body === "object" && !(body instanceof Uint8Array) && !sent.has("content-type")) {
    sent.set("content-type", "application/json");
  }
  return createResponse({ status, url: request.url, headers: sent, body: bytes });
}

function bytesOf(body: unknown): Uint8Array | undefined {
  if (body === undefined || body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

function failure(
  code: "SEND_ABORTED" | "UNEXPECTED_REQUEST",
  request: Pick<HttpRequest, "method" | "url">,
  why: string,
): TransportError {
  const url = redactUrl(request.url);
  const facts = { method: request.method, url, phase: "connect", bytesSent: "none" } as const;
  return new TransportError(code, `${request.method} ${url}: ${why}`, facts);
}

import { TransportError } from "../errors.js";
import { toWireHeaders, type HeadersInit } from "../http/headers.js";
import { redactUrl } from "../redaction/redact.js";
import { raceWithAbort } from "../util/abort.js";
import { omitUndefined } from "../util/omit-undefined.js";
import type { HttpRequest } from "../http/request.js";
import { openBody } from "../http/request-body/open-body.js";
import { readAll } from "../http/body/read-body.js";
import { createResponse } from "../http/body-response.js";
import type { HttpResponse } from "../http/response.js";
import type { SendContext, Transport } from "../transports/transport.js";
import { isBytes } from "../util/realms.js";

/** A request as a handler gets it. */
export interface ReceivedRequest {
  /** In upper case. */
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** A copy of the headers. */
  readonly headers: Headers;
  /** The whole body; empty if there is none. */
  readonly body: Uint8Array;
}

/** The response of a handler: a status, or parts of a response. A body of text or bytes is sent as it is, any other as JSON. */
export type MemoryResponse =
  | number
  | { readonly status?: number; readonly headers?: HeadersInit; readonly body?: unknown };

/** Responds to a request. `undefined` passes the request to the next handler. */
export type MemoryHandler = (
  request: ReceivedRequest,
  context: SendContext,
) => MemoryResponse | undefined | Promise<MemoryResponse | undefined>;

/** A transport whose responses come from handlers. */
export interface MemoryTransport extends Transport {
  /** All requests so far. */
  readonly requests: readonly ReceivedRequest[];
}

/**
 * Makes a transport without a network. A request for which no handler responds fails with the `TransportError`
 * `UNEXPECTED_REQUEST`.
 *
 * @param handlers - called in order until one responds
 *
 * @example
 * ```ts
 * import { createSession } from "@org/http-core";
 * import { memoryTransport } from "@org/http-core/testing";
 *
 * const transport = memoryTransport(({ method, url }) => (method === "GET" ? { body: { url } } : 405));
 * const session = createSession({ baseUrl: "https://api.example.com", transport });
 * console.log(await (await session.get("/things")).json());
 * await session.close();
 * ```
 */
export function memoryTransport(...handlers: readonly MemoryHandler[]): MemoryTransport {
  const requests: ReceivedRequest[] = [];
  return {
    requests,
    async send(request, context) {
      if (context.signal?.aborted) throw failure("SEND_ABORTED", request, "it was aborted");
      const received = await readRequest(request);
      requests.push(received);
      for (const handler of handlers) {
        const response = await callHandler(handler, received, context);
        if (response !== undefined) return toResponse(request, response);
      }
      throw failure("UNEXPECTED_REQUEST", request, "no handler of the memory transport responds to it");
    },
  };
}

/** Calls a handler. One that does not respond ends with the signal, as a connection does. */
async function callHandler(
  handler: MemoryHandler,
  received: ReceivedRequest,
  context: SendContext,
): Promise<Awaited<ReturnType<MemoryHandler>>> {
  const { signal } = context;
  const response = Promise.resolve(handler(received, context));
  if (signal === undefined) return response;
  return raceWithAbort(response, signal).catch((error: unknown) => {
    throw signal.aborted ? failure("SEND_ABORTED", received, "it was aborted") : error;
  });
}

async function readRequest(request: HttpRequest): Promise<ReceivedRequest> {
  const { method, url, headers, body } = request;
  return {
    method,
    url,
    headers: new Headers(headers),
    body: body === undefined ? new Uint8Array() : await readAll(openBody(body)),
  };
}

function toResponse(request: HttpRequest, response: MemoryResponse): HttpResponse {
  const parts: Exclude<MemoryResponse, number> = typeof response === "number" ? { status: response } : response;
  const { status = 200, headers, body }: typeof parts = omitUndefined(parts);
  const sent = toWireHeaders(headers ?? {}).copy();
  const bytes = bytesOf(body);
  if (body !== undefined && typeof body === "object" && !isBytes(body) && !sent.has("content-type")) {
    sent.set("content-type", "application/json");
  }
  return createResponse({ status, url: request.url, headers: sent, body: bytes });
}

function bytesOf(body: unknown): Uint8Array | undefined {
  if (body === undefined || isBytes(body)) return body;
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

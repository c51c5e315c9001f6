import type { ClientRequest, IncomingMessage } from "node:http";
import type { Readable, Writable } from "node:stream";
import type { TLSSocket } from "node:tls";
import { HeaderList } from "../../http/header-list.js";
import { headersOf } from "../../http/message.js";
import type { HttpRequest } from "../../http/request.js";
import { createResponse, type HttpResponse } from "../../http/response.js";
import { WatchedBody } from "./watched-body.js";
import { contentLength, type Exchange, writableChunks } from "./exchange.js";

/** The headers of a request as `node:http` takes them, its framing included. */
export function outgoingHeaders(request: HttpRequest): Readonly<Record<string, string>> {
  const length = contentLength(request);
  return {
    ...Object.fromEntries(headersOf(request)),
    ...(length === undefined ? {} : { "content-length": String(length) }),
    // Left to itself, node frames no body of a GET or DELETE: the server would read it as the next request.
    ...(length === undefined && request.body !== undefined ? { "transfer-encoding": "chunked" } : {}),
  };
}

/** Tells the exchange how far a request of `node:http` has come. */
export function watchRequest(sending: ClientRequest, exchange: Exchange): void {
  sending.once("socket", (socket) => {
    if (sending.reusedSocket || !socket.connecting) exchange.connected();
    else socket.once((socket as TLSSocket).encrypted ? "secureConnect" : "connect", () => exchange.connected());
  });
  sending.once("finish", () => exchange.sent());
  sending.on("information", () => exchange.informed());
  sending.once("upgrade", (_head, socket) => {
    socket.destroy();
    exchange.refuse("it changes the protocol, which nobody asked for");
  });
  sending.once("response", (head) => {
    // Where a body has no length, node takes a reset for its end; where it has one, more bytes than that are a fault.
    sending.once("error", (error) => (head.complete && !isUnparsable(error)) || exchange.cut(error));
  });
}

/** Whether node's parser gave up: its codes begin so. */
function isUnparsable(error: Error): boolean {
  return "code" in error && String(error.code).startsWith("HPE_");
}

/** Writes the body of a request, each chunk when the one before has left, and ends it. */
export async function upload(target: Writable, { body }: HttpRequest, exchange: Exchange): Promise<void> {
  if (body !== undefined) {
    const source = writableChunks(body);
    target.once("close", () => source.destroy());
    for await (const chunk of source) {
      if (target.destroyed) return;
      await written(target, chunk);
      exchange.sending();
    }
  }
  if (!target.destroyed) target.end();
}

/** Writes a chunk, and waits until it has left or the stream is gone. */
function written(target: Writable, chunk: unknown): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      target.off("close", done);
      resolve();
    };
    target.once("close", done);
    target.write(chunk, done);
  });
}

/** What came back, and what reads its body. */
export interface Incoming {
  readonly request: HttpRequest;
  readonly exchange: Exchange;
  readonly head: IncomingMessage;
  readonly body: Readable;
  /** Ends the exchange, read or unread. */
  readonly destroy: () => void;
}

/** The answer to a request of `node:http`. */
export function incomingResponse({ request, exchange, head, body, destroy }: Incoming): HttpResponse {
  const status = head.statusCode ?? 0;
  exchange.answered(status);
  // Who reads the body is told; one that nobody reads may fail too.
  body.on("error", () => {});
  const stop = (): void => {
    exchange.end();
    destroy();
  };
  return createResponse({
    status,
    statusText: head.statusMessage ?? "",
    url: request.url,
    headers: HeaderList.fromRaw(head.rawHeaders),
    body: new WatchedBody(body, exchange, stop),
    cancel: stop,
  });
}

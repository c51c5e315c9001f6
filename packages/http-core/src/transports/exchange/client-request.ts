import type { ClientRequest, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Readable, Writable } from "node:stream";
import type { TLSSocket } from "node:tls";
import { HeaderList } from "../../http/header-list.js";
import { headersOf } from "../../http/message.js";
import type { HttpRequest } from "../../http/request.js";
import { createResponse, type HttpResponse } from "../../http/response.js";
import { isConnecting } from "../connection/sockets.js";
import { WatchedBody } from "./watched-body.js";
import { contentLength, type Exchange, writableChunks } from "./exchange.js";

/** The exchange limits the time. Node needs a number: without it, a request has the one that `Object.prototype` may have. */
export const noTimeoutMs = 0;

/** Returns the headers of a request for `node:http`, with those that frame the body. */
export function outgoingHeaders(request: HttpRequest): Readonly<Record<string, string>> {
  const length = contentLength(request);
  return {
    ...Object.fromEntries(headersOf(request)),
    ...(length === undefined ? {} : { "content-length": String(length) }),
    // By default node does not frame the body of a GET or DELETE, and the server would read it as the next request.
    ...(length === undefined && request.body !== undefined ? { "transfer-encoding": "chunked" } : {}),
  };
}

/** Reports the progress of a request of `node:http` to its exchange. */
export function watchRequest(sending: ClientRequest, exchange: Exchange): void {
  sending.once("socket", (socket) => {
    if (sending.reusedSocket || !isConnecting(socket)) exchange.markConnected();
    else socket.once((socket as TLSSocket).encrypted ? "secureConnect" : "connect", () => exchange.markConnected());
  });
  // Node silently drops headers beyond this number. 0 means no limit; the size of the head is limited.
  sending.maxHeadersCount = 0;
  sending.once("finish", () => exchange.markRequestSent());
  sending.on("information", () => exchange.countInformational());
  sending.on("continue", () => exchange.countInformational());
  sending.once("upgrade", (_head, socket) => {
    socket.destroy();
    exchange.refuse("the server switched the protocol although the request did not ask for it");
  });
  sending.once("response", (head) => {
    // Node reports a reset as the end of a body without length, and bytes beyond the length of a body as an error.
    sending.once("error", (error) => (head.complete && !isUnparsable(error)) || exchange.fail(error));
  });
}

/** True for an error of Node's HTTP parser. */
function isUnparsable(error: Error): boolean {
  return "code" in error && String(error.code).startsWith("HPE_");
}

/** Writes the body of a request, chunk by chunk as the connection takes them, and ends the request. */
export async function upload(target: Writable, { body }: HttpRequest, exchange: Exchange): Promise<void> {
  if (body !== undefined) {
    const source = writableChunks(body, exchange);
    target.once("close", () => source.destroy());
    for await (const chunk of source) {
      if (target.destroyed) return;
      if (await writeChunk(target, chunk)) exchange.markChunkSent();
    }
  }
  if (!target.destroyed) target.end();
}

/** Writes a chunk, and waits until it has been written or the stream has closed. Returns true if it has been written. */
function writeChunk(target: Writable, chunk: unknown): Promise<boolean> {
  return new Promise((resolve) => {
    const onClose = (): void => resolve(false);
    target.once("close", onClose);
    target.write(chunk, (error) => {
      target.off("close", onClose);
      resolve(error === null || error === undefined);
    });
  });
}

/** A response of `node:http` and what belongs to it. */
export interface Incoming {
  readonly request: HttpRequest;
  readonly exchange: Exchange;
  readonly head: IncomingMessage;
  readonly body: Readable;
  /** Closes the connection. */
  readonly destroy: () => void;
}

/** Makes the response to a request of `node:http`. */
export function incomingResponse({ request, exchange, head, body, destroy }: Incoming): HttpResponse {
  const status = head.statusCode ?? 0;
  exchange.markResponse(status);
  // A reader of the body gets its error. Without a reader this listener keeps the error from crashing the process.
  body.on("error", () => {});
  const stop = (): void => {
    exchange.end();
    destroy();
  };
  const connection = { stop, hold: () => socketOf(head)?.ref(), release: () => socketOf(head)?.unref() };
  return createResponse({
    status,
    statusText: head.statusMessage ?? "",
    url: request.url,
    headers: HeaderList.fromRaw(head.rawHeaders),
    body: new WatchedBody(body, exchange, connection),
    cancel: stop,
    clock: exchange.clock,
  });
}

/** The connection of a response; `undefined` after the end of its body, when the connection is the agent's again. */
function socketOf(head: IncomingMessage): Socket | undefined {
  const socket: Socket | null = head.socket;
  return head.readableEnded || socket === null ? undefined : socket;
}

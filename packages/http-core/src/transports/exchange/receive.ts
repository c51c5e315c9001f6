import type { HeaderList } from "../../http/header-list.js";
import type { ByteSource } from "../../http/body/read-body.js";
import { createResponseOf } from "../../http/body-response.js";
import { ChunkQueue } from "./chunk-queue.js";
import type { Exchange } from "./exchange.js";
import { WatchedBody } from "./watched-body.js";

/** The head of a response. */
export interface ResponseHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
  /** Checks or changes the body on its way to the reader. Default: it is handed on as it is. */
  readonly wrapBody?: ((body: ByteSource) => ByteSource) | undefined;
}

/**
 * Resolves the response of an exchange, whose head has arrived.
 *
 * @param exchange - of the response
 * @param head - of the response
 * @returns takes the chunks of the body as they arrive, and its end
 * @throws TransportError `PROTOCOL_ERROR`, `PROXY_REFUSED`
 */
export function receive(exchange: Exchange, head: ResponseHead): ChunkQueue {
  const { status, statusText, headers, wrapBody = unchanged } = head;
  const { clock, request } = exchange;
  exchange.markResponse(status);
  const queue = new ChunkQueue(exchange);
  const response = createResponseOf({
    status,
    statusText,
    url: request.url,
    headers,
    body: wrapBody(new WatchedBody(queue, exchange)),
    cancel: () => exchange.close(),
    clock,
    maxJsonValues: undefined,
    jsonReviver: undefined,
  });
  exchange.respond(response, queue);
  return queue;
}

function unchanged(body: ByteSource): ByteSource {
  return body;
}

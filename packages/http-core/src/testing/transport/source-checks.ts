import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { PassThrough } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { streamBody } from "../../http/request-body/create-body.js";
import type { HttpResponse } from "../../http/response.js";
import { assertFreed, startRawServer } from "./local-server.js";
import { disposable, requestTo, sendContext, type Check, type TransportSuite } from "./suite.js";

/** What is sent, and when it was closed. */
interface Source {
  readonly stream: AsyncIterable<Uint8Array>;
  readonly closed: Promise<void>;
}

/** Sources that have more to send than any server wants. */
const sources: readonly (readonly [what: string, open: () => Source])[] = [
  ["a stream of Node that waits for data", waitingNodeStream],
  ["a web stream that waits for data", waitingWebStream],
  ["a generator", endlessGenerator],
];

/** How an exchange can end before its request has been sent. */
const ends: readonly (readonly [how: string, onRequest: (socket: Socket, abort: () => void) => void])[] = [
  ["the server resets the connection", (socket) => socket.resetAndDestroy()],
  ["the response is invalid", (socket) => socket.write("nonsense\r\n\r\n")],
  ["the response comes early", (socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")],
  ["the caller aborts", (_socket, abort) => abort()],
];

/** Checks that the source of a request's body is closed, so that it does not keep its file or connection. */
export function testSources(suite: TransportSuite, check: Check): void {
  for (const [what, open] of sources) {
    for (const [how, onRequest] of ends) {
      check(`closes ${what} when ${how} before all is sent`, ["network"], async () => {
        const { stream, closed } = open();
        const controller = new AbortController();
        await using server = await startRawServer((socket) => onRequest(socket, () => controller.abort()));
        await using transport = disposable(suite.make());
        const request = requestTo(server.url, "POST", streamBody(stream));
        await transport.send(request, sendContext({ signal: controller.signal })).then(readAll, () => {});
        await Promise.race([
          closed,
          delay(2_000, undefined, { ref: false }).then(() => assert.fail("it is still open")),
        ]);
        await assertFreed(server, "the connection was left open");
      });
    }
  }
}

async function readAll(response: HttpResponse): Promise<void> {
  await response.bytes();
}

function waitingNodeStream(): Source {
  const stream = new PassThrough();
  stream.write("start");
  return { stream, closed: new Promise((resolve) => stream.on("error", () => {}).once("close", resolve)) };
}

function waitingWebStream(): Source {
  const { promise: closed, resolve: cancel } = Promise.withResolvers<void>();
  const start = (controller: ReadableStreamDefaultController<Uint8Array>): void =>
    controller.enqueue(Buffer.from("start"));
  return { stream: new ReadableStream({ start, cancel }) as AsyncIterable<Uint8Array>, closed };
}

function endlessGenerator(): Source {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  async function* chunks(): AsyncIterable<Uint8Array> {
    try {
      for (;;) {
        yield Buffer.alloc(16_384);
        await delay(1);
      }
    } finally {
      resolve();
    }
  }
  return { stream: chunks(), closed };
}

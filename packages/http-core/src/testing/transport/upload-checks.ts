import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { finished } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { HttpCoreError } from "../../http-core-error.js";
import { factoryBody } from "../../http/request-body/create-body.js";
import type { Body } from "../../http/request-body/body.js";
import { startHttpServer, startRawServer } from "./local-server.js";
import { bodyRejection } from "./rejection.js";
import { disposable, requestTo, sendContext, type Check, type TransportSuite } from "./suite.js";

const sourceFault = "the source of this body failed";
const chunkBytes = 65_536;
/** More than the buffers of two sockets hold, in bytes. */
const maxAheadBytes = 64 * 1_048_576;
const smuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

/** Bodies that have another length than they say: in bytes, and the chunks. */
const wrongLengths: readonly (readonly [what: string, length: number, chunks: readonly string[]])[] = [
  ["shorter than its length", 50, ["hello"]],
  ["empty although it has a length", 5, []],
  ["longer than its length", 5, [`hello${smuggled}`]],
  ["longer than its length by a second chunk", 5, ["hello", smuggled]],
  ["longer than its length by one byte", 5, ["hel", "lo", "", "!"]],
  ["not empty although its length is 0", 0, [smuggled]],
];

/** Checks what happens to a request whose body fails. */
export function testUploads(suite: TransportSuite, check: Check): void {
  for (const code of [undefined, "ENOTFOUND", "ECONNREFUSED", "ECONNRESET", "CERT_HAS_EXPIRED"]) {
    check(
      `stops an upload whose source fails with ${code ?? "no code"}, and reports the source`,
      ["network"],
      async () => {
        const arrived = Promise.withResolvers<void>();
        const body = factoryBody(() => failingAfter(arrived.promise, code));
        const { error, completed } = await failedUpload(suite, body, arrived.resolve);
        assert.equal(error.code, "BODY_SOURCE_FAILED");
        assert.equal((error.cause as Error | undefined)?.message, sourceFault);
        assert.ok(error.message.includes(sourceFault));
        assert.deepEqual(completed, [], "a request whose source failed was completed");
      },
    );
  }

  check("does not run ahead of a slow server", ["network"], async () => {
    const readBytes = await bytesReadFor(suite, (socket) => socket.pause());
    assert.ok(
      readBytes < maxAheadBytes,
      `the transport read ${readBytes} bytes of a body for a server that takes none: wait until a chunk is written before you read the next`,
    );
  });

  for (const [what, length, chunks] of wrongLengths) {
    check(`closes the connection of a body that is ${what}`, ["network"], async () => {
      const body = { ...factoryBody(() => buffers(chunks)), length };
      const { error, completed } = await failedUpload(suite, body);
      assert.equal(error.code, "BODY_LENGTH_WRONG");
      assert.deepEqual(completed, [], "a request with a wrong length was completed");
    });
  }
}

/** Sends an endless body, and returns how much of it was read before the transport waited. */
async function bytesReadFor(suite: TransportSuite, onRequest: (socket: Socket) => void): Promise<number> {
  const read = { bytes: 0, isWaiting: false };
  async function* endless(): AsyncIterable<Uint8Array> {
    for (; read.bytes < maxAheadBytes; read.bytes += chunkBytes) yield Buffer.alloc(chunkBytes);
  }
  await using server = await startRawServer(onRequest);
  await using transport = disposable(suite.make());
  const controller = new AbortController();
  const request = requestTo(server.url, "POST", factoryBody(endless));
  const end = transport.send(request, sendContext({ signal: controller.signal })).then(
    (response) => response.discard(),
    () => {},
  );
  while (!read.isWaiting && read.bytes < maxAheadBytes) {
    const { bytes } = read;
    await delay(100);
    read.isWaiting = read.bytes === bytes;
  }
  controller.abort();
  await end;
  return read.bytes;
}

interface FailedUpload {
  readonly error: HttpCoreError;
  /** The requests that the server received whole. */
  readonly completed: readonly string[];
}

/** Sends a body that fails, and then waits until the server has lost the connection. */
async function failedUpload(suite: TransportSuite, body: Body, onArrival = (): void => {}): Promise<FailedUpload> {
  const requests: IncomingMessage[] = [];
  await using server = await startHttpServer((request, response) => {
    requests.push(request);
    onArrival();
    request.on("error", () => {});
    request.resume().on("end", () => response.end());
  });
  await using transport = disposable(suite.make());
  const error = await bodyRejection(transport.send(requestTo(server.url, "POST", body), sendContext()));
  for (let i = 0; i < 100 && server.open.size > 0; i++) await delay(10);
  assert.equal(server.open.size, 0, "the connection was left open");
  for (const request of requests) await finished(request).catch(() => {});
  return { error, completed: requests.filter(({ complete }) => complete).map(({ url }) => url ?? "") };
}

/** Fails once the request has arrived at the server, or after a while if the transport collects the body before it sends. */
async function* failingAfter(arrived: Promise<unknown>, code: string | undefined): AsyncIterable<Uint8Array> {
  yield Buffer.alloc(100_000);
  await Promise.race([arrived, delay(500, undefined, { ref: false })]);
  throw Object.assign(new Error(sourceFault), code === undefined ? {} : { code });
}

async function* buffers(chunks: readonly string[]): AsyncIterable<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { HttpResponse } from "../../http/response.js";
import type { Transport } from "../../transports/transport.js";
import { manualClock, type ManualClock } from "../manual-clock.js";
import { startRawServer, type LocalServer } from "./local-server.js";
import { rejection } from "./rejection.js";
import { disposable, requestTo, sendContext, type Check, type TransportSuite } from "./suite.js";

const halfBody = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf";

/** A response whose first half has arrived. */
interface HalfResponse {
  readonly response: HttpResponse;
  readonly server: LocalServer;
  readonly clock: ManualClock;
  /** The server's end of the connection. */
  readonly socket: Socket;
}

/** Checks the body of a response that is read slowly, late, or not at all. */
export function testStreams(suite: TransportSuite, check: Check): void {
  const withHalf = async (use: (half: HalfResponse) => Promise<void>): Promise<void> => {
    const connected = Promise.withResolvers<Socket>();
    await using server = await startRawServer((socket) => {
      socket.write(halfBody);
      connected.resolve(socket);
    });
    await using transport = disposable(suite.make());
    const clock = manualClock();
    const response = await sendTo(server, transport, clock);
    await use({ response, server, clock, socket: await connected.promise });
  };

  check("does not apply the silence limit while the body is not read", ["network"], () =>
    withHalf(async ({ response, clock, socket }) => {
      await clock.advance(60_000);
      const reader = response.chunks()[Symbol.asyncIterator]();
      assert.equal(Buffer.from((await reader.next()).value as Uint8Array).toString(), "half");
      await clock.advance(60_000);
      socket.write("full");
      assert.equal(Buffer.from((await reader.next()).value as Uint8Array).toString(), "full");
      assert.equal((await reader.next()).done, true);
    }),
  );

  check("applies the silence limit again when the body is read", ["network"], () =>
    withHalf(async ({ response, clock }) => {
      await clock.advance(60_000);
      const late = delay(1_000).then(() => "no error");
      const failed = rejection(Promise.race([response.bytes(), late]));
      await delay(20);
      await clock.advance(2_001);
      assert.equal((await failed).code, "PHASE_TIMEOUT");
    }),
  );

  check("closes the connection when the stream of an unread body is cancelled", ["network"], () =>
    withHalf(async ({ response, server }) => {
      assert.equal(response.body, response.body, "response.body is another stream each time");
      await response.body?.cancel();
      await assertClosed(server);
    }),
  );

  check("closes the connection when a stream is cancelled while it waits for a chunk", ["network"], () =>
    withHalf(async ({ response, server }) => {
      const reader = response.body?.getReader();
      await reader?.read();
      const pending = reader?.read();
      await delay(20);
      await reader?.cancel();
      assert.equal((await pending)?.done, true);
      await assertClosed(server);
    }),
  );

  check("closes the connection of an unread body after one second", ["network"], () =>
    withHalf(async ({ response, server, clock }) => {
      const discarded = response.discard();
      await delay(20);
      assert.equal(server.open.size, 1, "the connection was closed at once");
      await clock.advance(1_001);
      await discarded;
      await assertClosed(server);
    }),
  );
}

function sendTo(server: LocalServer, transport: Transport, clock: ManualClock): Promise<HttpResponse> {
  const timeout = { connectMs: 0, firstByteMs: 0, idleMs: 2_000 };
  return transport.send(requestTo(server.url), sendContext({ clock, timeout }));
}

async function assertClosed(server: LocalServer): Promise<void> {
  for (let i = 0; i < 100 && server.open.size > 0; i++) await delay(10);
  assert.equal(server.open.size, 0, "the connection was left open");
}

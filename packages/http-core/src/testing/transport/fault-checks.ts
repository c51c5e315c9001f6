import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { inspect } from "node:util";
import { bytesBody } from "../../http/request-body/create-body.js";
import type { TransportError } from "../../errors.js";
import { manualClock } from "../manual-clock.js";
import { assertFreed, startHttpServer, startRawServer, startSilentServer, type LocalServer } from "./local-server.js";
import { rejection } from "./rejection.js";
import { disposable, requestTo, sendContext, type Check, type TransportSuite } from "./suite.js";

const canary = "c4n4ry-header-value";

/** Responses that are invalid HTTP/1.1 or truncated. Reading them must end in an error. */
const brokenResponses: readonly (readonly [string, string])[] = [
  ["a body shorter than announced", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"],
  ["chunks without an end", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"],
  ["a truncated chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\nhalf"],
  ["two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nhalf"],
  ["a negative length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhalf"],
  ["a length with letters", "HTTP/1.1 200 OK\r\nContent-Length: 4a\r\n\r\nhalf"],
  ["a head of 100 KB", `HTTP/1.1 200 OK\r\nX-Large: ${"a".repeat(100_000)}\r\n\r\n`],
  ["a NUL in a header", "HTTP/1.1 200 OK\r\nX-A: a\u0000b\r\nContent-Length: 0\r\n\r\n"],
  ["text that is not HTTP", "SSH-2.0-OpenSSH_9.6\r\n"],
  ["nothing", ""],
];

/** Checks how the transport handles faults. */
export function testFaults(suite: TransportSuite, check: Check): void {
  for (const [what, response] of brokenResponses) {
    check(`rejects ${what}`, ["network"], async () => {
      await using server = await startRawServer((socket) => socket.end(response));
      const error = await failureOf(suite, server.url);
      assert.ok(error.bytesSent !== "none", 'error.bytesSent is "none", although the request was sent');
    });
  }

  check("rejects a connection that is reset before and within the response", ["network"], async () => {
    for (const response of ["", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"]) {
      await using server = await startRawServer((socket) => reset(socket, response));
      assert.equal((await failureOf(suite, server.url)).code, "CONNECTION_RESET");
    }
  });

  for (const code of [
    "ETIMEDOUT",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "EADDRNOTAVAIL",
    "ECONNREFUSED",
    "ENOTFOUND",
    "EPROTO",
  ]) {
    check(`does not treat a connection that ends with ${code} as one that was never made`, ["network"], async () => {
      const error = await brokenConnection(suite, code);
      assert.ok(error.bytesSent !== "none", 'error.bytesSent is "none", although the request was sent');
      assert.ok(!["dns", "connect", "tls"].includes(error.phase), `the phase is ${error.phase}`);
      assert.ok(!["DNS_FAILED", "CONNECT_FAILED"].includes(error.code), `the code is ${error.code}`);
    });
  }

  check("says that nothing was sent where no connection could be made", ["network"], async () => {
    const server = await startSilentServer("http");
    await server[Symbol.asyncDispose]();
    const error = await failureOf(suite, server.url);
    assert.deepEqual([error.code, error.phase, error.bytesSent], ["CONNECT_FAILED", "connect", "none"]);
  });

  check("says that a name can't be resolved", ["network"], async () => {
    const error = await failureOf(suite, "http://no-such-host.invalid/");
    assert.deepEqual([error.code, error.phase, error.bytesSent], ["DNS_FAILED", "dns", "none"]);
  });

  check("ends at the limit of the connect phase, TLS included", ["network", "connectPhase"], async () => {
    await using server = await startSilentServer("https");
    const error = await timedOut(suite, server, { connectMs: 2_000 });
    assert.equal(error.bytesSent, "none");
  });

  check("ends at the limit of the first byte", ["network"], async () => {
    await using server = await startSilentServer("http");
    const error = await timedOut(suite, server, { firstByteMs: 2_000 });
    assert.equal(error.phase, "firstByte");
  });

  check("ends at the limit of silence within a body", ["network"], async () => {
    await using server = await startRawServer(
      (socket) => void socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
    );
    const error = await timedOut(suite, server, { idleMs: 2_000 });
    assert.equal(error.phase, "body");
  });

  for (const [phase, response] of [
    ["before the head", undefined],
    ["within the body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"],
  ] as const) {
    check(`ends with the signal, ${phase}, and frees the connection`, ["network"], async () => {
      const controller = new AbortController();
      await using server = await startRawServer((socket) => {
        if (response !== undefined) socket.write(response);
        setTimeout(() => controller.abort(), 20);
      });
      await using transport = disposable(suite.make());
      const error = await rejection(read(transport, server.url, { signal: controller.signal }));
      assert.equal(error.code, "SEND_ABORTED");
      await assertFreed(server, "the connection of an aborted request was left open");
    });
  }

  check("sends nothing where the signal has aborted already", [], async () => {
    const transport = suite.connect?.(() => 200) ?? suite.make();
    const error = await rejection(
      transport.send(requestTo("http://127.0.0.1:9"), sendContext({ signal: AbortSignal.abort() })),
    );
    assert.deepEqual([error.code, error.bytesSent], ["SEND_ABORTED", "none"]);
  });

  check("shows no header value in an error", ["network"], async () => {
    await using server = await startRawServer((socket) => socket.end());
    await using transport = disposable(suite.make());
    const error = await rejection(
      transport.send(
        requestTo(`${server.url}/?key=${canary}`, "GET", undefined, { authorization: canary }),
        sendContext(),
      ),
    );
    const texts = [
      inspect(error, { depth: Infinity, showHidden: true }),
      JSON.stringify(error),
      String(error.stack),
      String(error.cause),
    ];
    assert.ok(!texts.some((text) => text.includes(canary)));
  });
}

function reset(socket: Socket, response: string): void {
  if (response === "") socket.resetAndDestroy();
  else socket.write(response, () => setTimeout(() => socket.resetAndDestroy(), 20));
}

async function failureOf(suite: TransportSuite, url: string): Promise<TransportError> {
  await using transport = disposable(suite.make());
  return await rejection(read(transport, url));
}

/** The error of a request whose connection the kernel ends after the server has received it. */
async function brokenConnection(suite: TransportSuite, code: string): Promise<TransportError> {
  const sockets: Socket[] = [];
  const onSocket = (message: unknown): void => void sockets.push((message as { socket: Socket }).socket);
  subscribe("net.client.socket", onSocket);
  try {
    await using server = await startHttpServer((request) => {
      const error = Object.assign(new Error(`read ${code}`), { code, syscall: "read" });
      request.resume().on("end", () => sockets.forEach((socket) => socket.destroy(error)));
    });
    await using transport = disposable(suite.make());
    return await rejection(transport.send(requestTo(server.url, "POST", bytesBody(Buffer.from("x"))), sendContext()));
  } finally {
    unsubscribe("net.client.socket", onSocket);
  }
}

async function read(transport: { send: TransportSend }, url: string, more = {}): Promise<void> {
  const response = await transport.send(requestTo(url), sendContext(more));
  await response.bytes();
}

type TransportSend = ReturnType<TransportSuite["make"]>["send"];

async function timedOut(suite: TransportSuite, server: LocalServer, timeout: object): Promise<TransportError> {
  const clock = manualClock();
  await using transport = disposable(suite.make());
  const settled = rejection(
    read(transport, server.url, { clock, timeout: { connectMs: 0, firstByteMs: 0, idleMs: 0, ...timeout } }),
  );
  for (let i = 0; i < 200 && clock.pendingTimers === 0; i++) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(clock.pendingTimers > 0, "the phase has no timer");
  // Half of the body may not have arrived yet.
  await new Promise((resolve) => setTimeout(resolve, 20));
  await clock.advance(2_001);
  const error = await settled;
  assert.equal(error.code, "PHASE_TIMEOUT");
  return error;
}

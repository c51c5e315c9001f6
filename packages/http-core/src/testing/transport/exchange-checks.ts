import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { bytesBody, factoryBody } from "../../http/request-body/create-body.js";
import type { Body } from "../../http/request-body/body.js";
import type { HttpRequest } from "../../http/request.js";
import { readAll } from "../../http/body/read-body.js";
import { createResponse } from "../../http/body-response.js";
import type { HttpResponse } from "../../http/response.js";
import { toWireHeaders } from "../../http/headers.js";
import type { MemoryHandler, ReceivedRequest } from "../memory-transport.js";
import type { TransportOptions } from "../../transports/options.js";
import { startHttpServer, type LocalServer } from "./local-server.js";
import { disposable, requestTo, sendContext, type Check, type TransportSuite } from "./suite.js";

/** Options that a caller does not give, each with a value that would be noticed. */
const inheritedOptions: Readonly<Record<keyof TransportOptions, unknown>> = {
  ca: "changed",
  cert: "changed",
  key: "changed",
  passphrase: "changed",
  // Nothing listens there.
  proxy: "http://127.0.0.1:1",
  lookup: "changed",
  insecure: "changed",
  maxSockets: "changed",
};

/** Checks what is sent and what comes back. */
export function testExchanges(suite: TransportSuite, check: Check): void {
  check("sends method, path, query and headers as they are", [], async () => {
    const seen: ReceivedRequest[] = [];
    await exchange(
      suite,
      (request) => (seen.push(request), 204),
      (url) => requestTo(`${url}/a%2Fb/c?x=1&y=%20+`, "PATCH", undefined, { "x-one": "1", accept: "text/csv" }),
    );
    const [request] = seen;
    assert.equal(request?.method, "PATCH");
    assert.equal(new URL(request.url).pathname + new URL(request.url).search, "/a%2Fb/c?x=1&y=%20+");
    assert.equal(request.headers.get("x-one"), "1");
    assert.equal(request.headers.get("accept"), "text/csv");
  });

  for (const [name, value] of Object.entries(inheritedOptions)) {
    check(`reads no option ${name} from Object.prototype when it is made`, ["network"], async () => {
      await using server = await startHttpServer((_request, response) => response.end("ok"));
      await using transport = disposable(withInherited(name, value, () => suite.make()));
      const response = await transport.send(requestTo(server.url), sendContext());
      assert.equal(await response.text(), "ok");
    });
  }

  for (const status of [200, 201, 204, 301, 304, 400, 401, 404, 429, 500, 503]) {
    check(`returns a ${status} as it is, without following or throwing`, [], async () => {
      const response = await exchange(
        suite,
        () => ({ status, headers: { location: "/elsewhere" } }),
        (url) => requestTo(`${url}/`),
      );
      assert.equal(response.status, status);
    });
  }

  check("keeps every value of a repeated response header", [], async () => {
    const headers = new Headers([
      ["set-cookie", "a=1"],
      ["set-cookie", "b=2"],
    ]);
    const response = await exchange(
      suite,
      () => ({ headers }),
      (url) => requestTo(`${url}/`),
    );
    assert.deepEqual(response.headers.getSetCookie(), ["a=1", "b=2"]);
  });

  const payload = Buffer.alloc(300_000, "0123456789abcdef");
  const bodies: readonly (readonly [string, () => Body])[] = [
    ["bytes", () => bytesBody(payload)],
    ["a stream of unknown length", () => factoryBody(() => slices(payload, 7_777))],
    ["a stream of known length", () => ({ ...factoryBody(() => slices(payload, 7_777)), length: payload.length })],
  ];
  for (const [kind, body] of bodies) {
    check(`sends ${kind} and receives the same bytes`, [], async () => {
      const response = await exchange(
        suite,
        (request) => ({ body: request.body }),
        (url) => requestTo(`${url}/`, "POST", body()),
      );
      assert.equal(digest(await response.bytes()), digest(payload));
    });
  }

  check("returns an encoded body unchanged", ["encodedResponses"], async () => {
    const bytes = gzipSync("text");
    const response = await exchange(
      suite,
      () => ({ headers: { "content-encoding": "gzip" }, body: bytes }),
      (url) => requestTo(`${url}/`),
    );
    assert.deepEqual(Buffer.from(await response.bytes()), bytes);
  });

  check("does not label a decoded body as encoded", [], async () => {
    const body = gzipSync("text");
    const response = await exchange(
      suite,
      () => ({ headers: { "content-encoding": "gzip", "content-length": String(body.length) }, body }),
      (url) => requestTo(`${url}/`),
    );
    const bytes = Buffer.from(await response.bytes());
    const isLabelled = response.headers.has("content-encoding");
    assert.equal((isLabelled ? gunzipSync(bytes) : bytes).toString(), "text");
    assert.ok([null, String(bytes.length)].includes(response.headers.get("content-length")));
  });

  check("announces a known length, and an absent body of a POST", ["network"], async () => {
    const lengths: (string | undefined)[] = [];
    await using server = await startHttpServer((request, response) => {
      lengths.push(request.headers["content-length"]);
      request.resume().on("end", () => response.end());
    });
    await using transport = disposable(suite.make());
    for (const body of [
      bytesBody(Buffer.from("abc")),
      { ...factoryBody(() => slices(Buffer.from("abcd"), 2)), length: 4 },
      undefined,
    ]) {
      await (await transport.send(requestTo(server.url, "POST", body), sendContext())).discard();
    }
    assert.deepEqual(lengths, ["3", "4", "0"]);
  });

  check("does not run ahead of a slow reader", ["network"], async () => {
    let written = 0;
    await using server = await startHttpServer((_, response) => {
      const chunk = Buffer.alloc(65_536);
      const write = (): void => {
        while (written < 256 * 1_048_576) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once("drain", write);
        }
      };
      write();
    });
    await using transport = disposable(suite.make());
    const response = await transport.send(requestTo(server.url), sendContext());
    const reader = response.chunks()[Symbol.asyncIterator]();
    await reader.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await reader.return?.();
    assert.ok(written < 64 * 1_048_576, `the server could write ${written} bytes to a reader that took one chunk`);
  });

  check("keeps connections alive, and closes them in close()", ["network", "keepAlive"], async () => {
    await using server = await startHttpServer((_, response) => void response.end("x"));
    const transport = suite.make();
    for (let i = 0; i < 20; i++) await (await transport.send(requestTo(server.url), sendContext())).bytes();
    assert.ok(server.connections() <= 2, `20 requests in a row took ${server.connections()} connections`);
    await transport.close?.();
    await waitForNoConnections(server, suite);
  });

  check("frees the connection of a discarded body", ["network"], async () => {
    await using server = await startHttpServer((_, response) => void response.end(Buffer.alloc(1_000_000)));
    const transport = suite.make();
    for (let i = 0; i < 20; i++) await (await transport.send(requestTo(server.url), sendContext())).discard();
    await transport.close?.();
    await waitForNoConnections(server, suite);
  });
}

/** Waits until a server has no connection left. A transport without `close` is not checked. */
async function waitForNoConnections(server: LocalServer, suite: TransportSuite): Promise<void> {
  if (suite.make().close === undefined) return;
  for (let i = 0; i < 100 && server.open.size > 0; i++) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal(server.open.size, 0, "connections were left open");
}

async function exchange(
  suite: TransportSuite,
  handler: MemoryHandler,
  request: (url: string) => HttpRequest,
): Promise<HttpResponse> {
  if (suite.connect !== undefined) return suite.connect(handler).send(request("http://127.0.0.1"), sendContext());
  await using server = await startHttpServer(async (incoming, outgoing) => {
    const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
    const url = new URL(incoming.url ?? "/", server.url).href;
    const result = await handler(
      { method: incoming.method ?? "", url, headers, body: await readAll(incoming) },
      sendContext(),
    );
    const { status = 200, headers: more, body } = typeof result === "number" ? { status: result } : (result ?? {});
    const sent = toWireHeaders(more ?? {});
    for (const [name, value] of sent) if (name !== "set-cookie") outgoing.setHeader(name, value);
    if (sent.getSetCookie().length > 0) outgoing.setHeader("set-cookie", sent.getSetCookie());
    outgoing.writeHead(status).end(body);
  });
  await using transport = disposable(suite.make());
  const response = await transport.send(request(server.url), sendContext());
  const { status: code, statusText, url, headers } = response;
  return createResponse({ status: code, statusText, url, headers, body: await response.bytes() });
}

async function* slices(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Runs a function that is synchronous, so that nothing else in the process sees the member of `Object.prototype`. */
function withInherited<T>(name: string, value: unknown, run: () => T): T {
  Reflect.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
  try {
    return run();
  } finally {
    Reflect.deleteProperty(Object.prototype, name);
  }
}

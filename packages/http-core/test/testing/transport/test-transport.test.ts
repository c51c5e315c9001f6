import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createResponse, gotTransport, TransportError, type Body, type HttpRequest } from "../../../src/index.js";
import { bytesBody, factoryBody } from "../../../src/http/request-body/create-body.js";
import { readAll } from "../../../src/http/body/read-body.js";
import { createRequest } from "../../../src/http/request.js";
import { testTransport } from "../../../src/testing/index.js";
import { broken, failure, spoilt, type Defect } from "../../support/broken-transport.js";
import { proxyDefects } from "./proxy-defects.js";

/** The same request with another body. */
function withBody(request: HttpRequest, change: (body: Body) => Body): HttpRequest {
  const { body } = request;
  return body === undefined ? request : createRequest({ ...request, headers: request.headers, body: change(body) });
}

/** Ends a body where its source fails, as if it had been all there is. */
const endedEarly = (request: HttpRequest): HttpRequest =>
  withBody(request, (body) => factoryBody(() => swallowed(body.open())));

const cutAtLength = (body: Body): Body => resized(body, (bytes, length) => bytes.subarray(0, length));

const filledToLength = (body: Body): Body =>
  resized(body, (bytes, length) => Buffer.concat([bytes, Buffer.alloc(length)], length));

function resized(body: Body, resize: (bytes: Buffer, length: number) => Buffer): Body {
  const { length = 0 } = body;
  const open = async function* (): AsyncIterable<Uint8Array> {
    yield resize(Buffer.from(await readAll(body.open())), length);
  };
  return { ...factoryBody(open), length };
}

async function* swallowed(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* source;
  } catch {
    return;
  }
}

function fault({ method, url }: HttpRequest, message: string): TransportError {
  return new TransportError("TRANSPORT_FAILED", message, { method, url, phase: "send", bytesSent: "unknown" });
}

/** A source that nobody can close. */
function unclosable(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  return { [Symbol.asyncIterator]: () => ({ next: () => iterator.next() }) };
}

const leavesSourceOpen = broken(
  (send) => (request, context) =>
    send(
      withBody(request, (body) => factoryBody(() => unclosable(body.open()))),
      context,
    ),
);

const defects: readonly Defect[] = [
  [
    "takes an inherited proxy",
    "reads no option proxy from Object.prototype when it is made",
    (options = {}) => gotTransport(options.proxy === undefined ? {} : { proxy: options.proxy }),
  ],
  [
    "checks an inherited lookup",
    "reads no option lookup from Object.prototype when it is made",
    (options = {}) => gotTransport(options.lookup === undefined ? {} : { lookup: options.lookup }),
  ],
  ...[
    "a stream of Node that waits for data when the server resets the connection",
    "a web stream that waits for data when the response comes early",
    "a generator when the caller aborts",
  ].map((which): Defect => [`leaves open ${which}`, `closes ${which} before all is sent`, leavesSourceOpen]),
  [
    "completes a request whose source failed, and complains afterwards",
    "stops an upload whose source fails with no code, and reports the source",
    broken((send) => async (request, context) => {
      await (await send(endedEarly(request), context)).bytes();
      throw fault(request, "the source failed");
    }),
  ],
  [
    "takes a failed source for the end of a body",
    "stops an upload whose source fails with no code, and reports the source",
    broken((send) => (request, context) => send(endedEarly(request), context)),
  ],
  [
    "blames the network for a source that failed",
    "stops an upload whose source fails with ECONNREFUSED, and reports the source",
    broken((send) => async (request, context) => {
      try {
        return await send(request, context);
      } catch {
        throw new TransportError("CONNECT_FAILED", "no connection", { phase: "connect", bytesSent: "none" });
      }
    }),
  ],
  [
    "cuts a body at its length",
    "closes the connection of a body that is longer than its length",
    broken((send) => (request, context) => send(withBody(request, cutAtLength), context)),
  ],
  [
    "fills a body up to its length",
    "closes the connection of a body that is shorter than its length",
    broken((send) => (request, context) => send(withBody(request, filledToLength), context)),
  ],
  [
    "sends a body of unknown length instead of a wrong one",
    "closes the connection of a body that is longer than its length by a second chunk",
    broken(
      (send) => (request, context) =>
        send(
          withBody(request, ({ open }) => factoryBody(open)),
          context,
        ),
    ),
  ],
  ...["ETIMEDOUT", "ENOTFOUND", "EPROTO"].map((code): (typeof defects)[number] => [
    `takes a connection that was cut with ${code} as one that was never made`,
    `does not treat a connection that ends with ${code} as one that was never made`,
    broken((send) => async (request, context) => {
      try {
        return await send(request, context);
      } catch {
        throw new TransportError("CONNECT_FAILED", code, { phase: "connect", bytesSent: "none" });
      }
    }),
  ]),
  [
    "does not heed a signal that has aborted",
    "sends nothing where the signal has aborted already",
    broken((send) => (request, context) => send(request, { ...context, signal: new AbortController().signal })),
  ],
  [
    "rejects with what its library threw",
    "says that nothing was sent where no connection could be made",
    broken((send) => async (request, context) => {
      try {
        return await send(request, context);
      } catch {
        throw new Error("connect ECONNREFUSED");
      }
    }),
  ],
  [
    "puts the request into its errors",
    "shows no header value in an error",
    broken((send) => async (request, context) => {
      try {
        return await send(request, context);
      } catch {
        throw fault(request, `failed with ${request.headers.get("authorization")}`);
      }
    }),
  ],
  [
    "hides a redirect",
    "returns a 301 as it is, without following or throwing",
    spoilt(async ({ status }) => (status === 301 ? { status: 200 } : {})),
  ],
  [
    "joins the repeats of a header",
    "keeps every value of a repeated response header",
    spoilt(async ({ headers }) => ({ headers: new Headers(Object.entries(Object.fromEntries(headers))) })),
  ],
  [
    "decodes an answer by itself",
    "returns an encoded body unchanged",
    broken((send) => async (request, context) => {
      const response = await send(request, context);
      const { status, headers, url } = response;
      return createResponse({ status, headers, url, body: gunzipSync(await response.bytes()) });
    }),
  ],
  [
    "decodes an answer by itself, and leaves its headers",
    "does not label a decoded body as encoded",
    broken((send) => async (request, context) => {
      const response = await send(request, context);
      const { status, headers, url } = response;
      return createResponse({ status, headers, url, body: gunzipSync(await response.bytes()) });
    }),
  ],
  [
    "decodes an answer by itself, and leaves its length",
    "does not label a decoded body as encoded",
    broken((send) => async (request, context) => {
      const response = await send(request, context);
      const { status, headers, url } = response;
      const kept = new Headers(headers);
      kept.delete("content-encoding");
      return createResponse({ status, headers: kept, url, body: gunzipSync(await response.bytes()) });
    }),
  ],
  [
    "reads a body before it returns the head",
    "returns the head of a response with a body that is truncated",
    broken((send) => async (request, context) => {
      const response = await send(request, context);
      const { status, headers, url } = response;
      return createResponse({ status, headers, url, body: await response.bytes() });
    }),
  ],
  [
    "refuses an encoded response with its head",
    "returns the head of a response with a body in an unknown encoding",
    broken((send) => async (request, context) => {
      const response = await send(request, context);
      if (!response.headers.has("content-encoding")) return response;
      await response.discard();
      throw new TransportError("PROTOCOL_ERROR", "encoded", { phase: "body", bytesSent: "unknown" });
    }),
  ],
  [
    "collects a body before it sends it",
    "does not run ahead of a slow server",
    broken((send) => async (request, context) => {
      const { body } = request;
      const bytes = body === undefined ? undefined : await readAll(body.open());
      return send(bytes === undefined ? request : withBody(request, () => bytesBody(bytes)), context);
    }),
  ],
  ["collects a response before it returns it", "does not run ahead of a slow reader", spoilt(async () => ({}))],
  [
    "opens a connection for every request",
    "keeps connections alive, and closes them in close()",
    broken(() => (request, context) => gotTransport().send(request, context)),
  ],
  [
    "trusts whoever answers",
    "refuses a self-signed certificate before anything is sent",
    (options) => gotTransport({ ...options, insecure: true }),
  ],
  ["forgets its own CA", "trusts its own CA in addition to the default ones", () => gotTransport()],
  ...proxyDefects,
];

describe("a transport that can't keep connections alive", () => {
  const make = broken(() => (request, context) => gotTransport().send(request, context));

  it("declares it, and passes", () => {
    const declared: string[] = [];
    const skipped: string[] = [];
    testTransport({
      name: "closing",
      make,
      cannot: ["keepAlive"],
      runner: {
        describe: (_, body) => body(),
        it: (title) => void declared.push(title),
        skip: (title) => void skipped.push(title),
      },
    });
    expect(skipped).toEqual([
      "keeps connections alive, and closes them in close() (it declares that it can't: keepAlive)",
    ]);
    expect(declared).toContain("frees the connection of a discarded body");
  });
});

it("ends a check that never ends in time, and says what may be wrong", async () => {
  const silent = { send: () => new Promise<never>(() => {}) };
  const error = await failure("returns a 200 as it is, without following or throwing", () => silent, 50);
  expect(String(error)).toMatch(/did not end within \d+ ms\. Perhaps the transport does not notice a response/);
});

describe("the suite notices a transport that", () => {
  it.each(defects)("%s", async (_, check, make) => {
    expect(await failure(check, make)).toBeInstanceOf(Error);
    expect(await failure(check, gotTransport)).toBeUndefined();
  });
});

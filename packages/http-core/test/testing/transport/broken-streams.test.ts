import { describe, expect, it } from "vitest";
import { createResponse, gotTransport, TransportError, type HttpResponse } from "../../../src/index.js";
import { factoryBody } from "../../../src/http/request-body/create-body.js";
import { createRequest } from "../../../src/http/request.js";
import { broken, failure, spoilt, type Make } from "../../support/broken-transport.js";

/** got's transport with its responses made again from what a caller sees of them. */
function rebuilt(rebuild: (response: HttpResponse) => HttpResponse): Make {
  return broken((send) => async (request, context) => rebuild(await send(request, context)));
}

/** The same response, which can't close its connection. */
const uncancellable = rebuilt((response) => {
  const { status, headers, url } = response;
  return createResponse({ status, headers, url, body: response.chunks() });
});

const defects: readonly (readonly [defect: string, check: string, make: Make])[] = [
  [
    "counts silence although nobody reads",
    "does not apply the silence limit while the body is not read",
    broken((send) => async (request, context) => {
      const response = await send(request, context);
      context.clock.setTimer(() => void response.body?.cancel(), context.timeout.idleMs ?? 0);
      return response;
    }),
  ],
  [
    "never counts silence within a body",
    "applies the silence limit again when the body is read",
    broken((send) => (request, context) => send(request, { ...context, timeout: { idleMs: 100_000 } })),
  ],
  [
    "keeps the connection of a cancelled stream",
    "closes the connection when the stream of an unread body is cancelled",
    uncancellable,
  ],
  [
    "has another stream each time",
    "closes the connection when the stream of an unread body is cancelled",
    rebuilt((response) => new Proxy(response, { get: (target, name) => streamOrMember(target, name) })),
  ],
  [
    "waits for a chunk before it cancels",
    "closes the connection when a stream is cancelled while it waits for a chunk",
    uncancellable,
  ],
  [
    "reads an unread body for ever",
    "closes the connection of an unread body after one second",
    rebuilt((response) => {
      const { status, headers, url } = response;
      const bytes = response.bytes().catch(() => new Uint8Array());
      const body = (async function* () {
        yield await bytes;
      })();
      return createResponse({ status, headers, url, body });
    }),
  ],
  [
    "closes the connection of an unread body at once",
    "closes the connection of an unread body after one second",
    rebuilt((response) => new Proxy(response, { get: (target, name) => cancelOrMember(target, name) })),
  ],
  [
    "drops headers beyond a number",
    "returns all of 3000 headers, or says HEADERS_TOO_LARGE",
    spoilt(async ({ headers }) => ({ headers: new Headers([...headers].slice(0, 1_000)) })),
  ],
  ...["100 that was not requested", "103"].map((status): (typeof defects)[number] => [
    `fails at a ${status}`,
    `ignores a ${status}, and returns the response after it`,
    broken((send) => async (request, context) => {
      await (await send(request, context)).discard();
      throw new TransportError("CONNECTION_RESET", "bad response", { phase: "firstByte", bytesSent: "some" });
    }),
  ]),
  ...[
    "announces that a POST has no body",
    "announces that a DELETE has no body",
    ...["POST", "DELETE", "GET", "OPTIONS"].map((method) => `announces that the body of a ${method} is empty`),
  ].map((check): (typeof defects)[number] => [
    `sends an empty body without a length (${check})`,
    check,
    broken((send) => ({ method, url, headers }, context) => {
      const body = factoryBody(async function* () {});
      return send(createRequest({ method, url, headers, body }), context);
    }),
  ]),
  ...["GET", "DELETE", "OPTIONS"].map((method): (typeof defects)[number] => [
    `drops the body of a ${method}`,
    `sends the body of a ${method}, or says that it can't`,
    broken(
      (send) =>
        ({ method: sent, url, headers }, context) =>
          send(createRequest({ method: sent, url, headers }), context),
    ),
  ]),
];

function streamOrMember(response: HttpResponse, name: string | symbol): unknown {
  return name === "body" ? new ReadableStream() : memberOf(response, name);
}

function cancelOrMember(response: HttpResponse, name: string | symbol): unknown {
  return name === "discard" ? () => response.body?.cancel() : memberOf(response, name);
}

function memberOf(response: HttpResponse, name: string | symbol): unknown {
  const member: unknown = Reflect.get(response, name);
  return typeof member === "function" ? member.bind(response) : member;
}

describe("the suite notices a transport that", () => {
  it.each(defects)("%s", async (_, check, make) => {
    expect(await failure(check, make)).toBeInstanceOf(Error);
    expect(await failure(check, gotTransport)).toBeUndefined();
  });
});

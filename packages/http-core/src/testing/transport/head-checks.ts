import assert from "node:assert/strict";
import type { Body } from "../../http/request-body/body.js";
import { bytesBody } from "../../http/request-body/create-body.js";
import { isTransportError } from "../../errors.js";
import { startHttpServer, startRawServer } from "./local-server.js";
import {
  disposable,
  requestTo,
  sendContext,
  type Check,
  type TransportInability,
  type TransportSuite,
} from "./suite.js";

const headerCount = 3_000;
const manyHeaders = Array.from({ length: headerCount }, (_, index) => `X-${index}: v\r\n`).join("");
const ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/** Checks heads that are rare: many headers, informational responses, bodies of rare methods, empty ones too. */
export function testOddHeads(suite: TransportSuite, check: Check): void {
  check(`returns all of ${headerCount} headers, or says HEADERS_TOO_LARGE`, ["network"], async () => {
    const head = `HTTP/1.1 200 OK\r\n${manyHeaders}X-Last: here\r\nContent-Length: 2\r\n\r\nok`;
    await using server = await startRawServer((socket) => void socket.write(head));
    await using transport = disposable(suite.make());
    try {
      const response = await transport.send(requestTo(server.url), sendContext());
      assert.equal(response.headers.get("x-last"), "here");
      assert.equal(response.headers.get(`x-${headerCount - 1}`), "v");
      await response.discard();
    } catch (error) {
      assert.ok(isTransportError(error) && error.code === "HEADERS_TOO_LARGE", String(error));
    }
  });

  for (const [what, needs, informational] of [
    ["100 that was not requested", ["continue"], "HTTP/1.1 100 Continue\r\n\r\n"],
    ["103", [], "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"],
  ] as const) {
    check(`ignores a ${what}, and returns the response after it`, ["network", ...needs], async () => {
      await using server = await startRawServer((socket) => void socket.write(informational + informational + ok));
      await using transport = disposable(suite.make());
      const response = await transport.send(requestTo(server.url), sendContext());
      assert.equal(response.status, 200);
      assert.equal(Buffer.from(await response.bytes()).toString(), "ok");
    });
  }

  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    check(`announces that a ${method} has no body`, needsOfEmpty(method), async () => {
      assert.equal(await announcedLength(suite, method, undefined), "0");
    });
  }

  for (const method of ["POST", "PUT", "PATCH", "DELETE", "GET", "OPTIONS"]) {
    check(`announces that the body of a ${method} is empty`, needsOfEmpty(method), async () => {
      assert.equal(await announcedLength(suite, method, bytesBody(new Uint8Array())), "0");
    });
  }

  for (const [what, headers] of [
    ["that is truncated", "Content-Length: 99"],
    ["labelled gzip that is not", "Content-Encoding: gzip\r\nContent-Length: 4"],
    ["in an unknown encoding", "Content-Encoding: compress\r\nContent-Length: 4"],
  ] as const) {
    check(`returns the head of a response with a body ${what}`, ["network"], async () => {
      const head = `HTTP/1.1 409 Conflict\r\nSet-Cookie: a=1\r\n${headers}\r\n\r\n`;
      await using server = await startRawServer((socket) => void socket.end(`${head}body`));
      await using transport = disposable(suite.make());
      const response = await transport.send(requestTo(server.url), sendContext());
      assert.deepEqual([response.status, response.headers.getSetCookie()], [409, ["a=1"]]);
      await response.discard();
    });
  }

  for (const method of ["GET", "HEAD", "DELETE", "OPTIONS"]) {
    check(`sends the body of a ${method}, or says that it can't`, ["network"], async () => {
      const received: string[] = [];
      await using server = await startHttpServer((request, response) => {
        request.on("data", (chunk: Buffer) => void received.push(chunk.toString()));
        request.on("end", () => response.end());
      });
      await using transport = disposable(suite.make());
      const request = requestTo(server.url, method, bytesBody(Buffer.from("{}")));
      try {
        await (await transport.send(request, sendContext())).discard();
        assert.equal(received.join(""), "{}");
      } catch (error) {
        assert.ok(isTransportError(error), String(error));
        assert.deepEqual([error.code, error.bytesSent], ["UNSUPPORTED", "none"]);
        assert.deepEqual(received, []);
      }
    });
  }
}

function needsOfEmpty(method: string): readonly TransportInability[] {
  return ["POST", "PUT", "PATCH"].includes(method) ? ["network"] : ["network", "emptyBody"];
}

/** Sends a request, and returns the `Content-Length` that the server received. */
async function announcedLength(
  suite: TransportSuite,
  method: string,
  body: Body | undefined,
): Promise<string | undefined> {
  const lengths: (string | undefined)[] = [];
  await using server = await startHttpServer((request, response) => {
    lengths.push(request.headers["content-length"]);
    response.end();
  });
  await using transport = disposable(suite.make());
  await (await transport.send(requestTo(server.url, method, body), sendContext())).discard();
  return lengths[0];
}

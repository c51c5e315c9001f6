import type { Readable } from "node:stream";
import type { Body } from "../../http/request-body/body.js";
import type { HttpRequest } from "../../http/request.js";
import { detachEvents, streamOptions } from "../../util/inherited-members.js";
import { nodeBuiltins } from "../../node-builtins.js";
import type { Exchange } from "./exchange.js";

/** Opens the body of a request for a transport that writes each chunk before it reads the next. */
export function writableChunks(body: Body, exchange: Exchange): Readable {
  const options = { ...streamOptions, objectMode: false, highWaterMark: 65_536 };
  return detachEvents(nodeBuiltins.stream.Readable.from(exchange.openBody(body, true), options));
}

/** The value of `Content-Length`: the body's length if it is known; 0 for a POST, PUT, PATCH or DELETE without a body (RFC 9110 section 8.6). */
export function contentLength({ method, body }: HttpRequest): number | undefined {
  if (body !== undefined) return body.length;
  return ["POST", "PUT", "PATCH", "DELETE"].includes(method) ? 0 : undefined;
}

import type { Body } from "../http/request-body/body.js";
import type { CallContext } from "./call-context.js";
import { readAll } from "../http/body/read-body.js";
import type { HttpResponse } from "../http/response.js";
import { bytesBody } from "../http/request-body/create-body.js";
import { headersOf } from "../http/message.js";
import { withHeaders, type HttpRequest } from "../http/request.js";
import type { Transport } from "../transports/transport.js";
import { mergeDefined } from "../util/own-members.js";
import { reportProgress } from "./progress.js";

/**
 * Sends a request with its body encoded for the wire. Forms are encoded here, after the scheme has seen their values.
 *
 * @param transport - puts the request on the wire
 * @param request - with its final headers
 * @param context - counts the attempt
 */
export function sendEncoded(transport: Transport, request: HttpRequest, context: CallContext): Promise<HttpResponse> {
  context.trace.attempts++;
  const { body } = request;
  return body === undefined ? transport.send(request, context) : sendBody(transport, request, body, context);
}

async function sendBody(
  transport: Transport,
  request: HttpRequest,
  body: Body,
  context: CallContext,
): Promise<HttpResponse> {
  const encoded = await encode(body);
  const headers = headersOf(request).copy();
  const { contentType } = encoded;
  if (contentType !== undefined && !headers.has("content-type")) headers.set("content-type", contentType);
  return transport.send(withHeaders(request, headers, withProgress(encoded, context)), context);
}

/** Encodes a form of plain text now, so that its length is known. A form with streams is encoded while it is sent. */
async function encode(body: Body): Promise<Body> {
  if (body.fields === undefined || body.length !== undefined) return body;
  if (!body.fields.every(([, value]) => typeof value === "string")) return body;
  return bytesBody(await readAll(body.open()), body.contentType);
}

function withProgress(body: Body, context: CallContext): Body {
  if (context.options.onUploadProgress === undefined) return body;
  const report = (chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> =>
    reportProgress(chunks, { name: "onUploadProgress", totalBytes: body.length, context });
  const openReusing = body.openReusing?.bind(body);
  const opened = openReusing === undefined ? undefined : (): AsyncIterable<Uint8Array> => report(openReusing());
  const { contentType, length, replayable } = body;
  const optional = { contentType, length, openReusing: opened };
  return mergeDefined({ replayable, open: () => report(body.open()) }, optional) as Body;
}

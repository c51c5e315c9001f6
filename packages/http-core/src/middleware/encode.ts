import type { Body } from "../http/body/body.js";
import type { CallContext } from "./call-context.js";
import { type HttpCoreError, isHttpCoreError } from "../errors.js";
import { readAll } from "../http/body/read-body.js";
import type { HttpResponse } from "../http/response.js";
import { bytesBody } from "../http/body/bodies.js";
import { headersOf } from "../http/message.js";
import { withHeaders, type HttpRequest } from "../http/request.js";
import type { Progress, Transport } from "../transports/transport.js";

/** Sends a request with its body as it goes over the wire: forms are encoded here, after the scheme has seen their values. */
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
  let broken: HttpCoreError | undefined;
  const ready = await encoded(request, body, context, (error) => (broken = error));
  try {
    return await transport.send(ready, context);
  } catch (error) {
    // A transport only knows that the body broke off; why, its own error says.
    throw broken ?? error;
  }
}

type OnBroken = (error: HttpCoreError) => void;

async function encoded(
  request: HttpRequest,
  body: Body,
  context: CallContext,
  onBroken: OnBroken,
): Promise<HttpRequest> {
  const ready = await readyBody(body);
  const headers = headersOf(request).copy();
  if (ready.contentType !== undefined && !headers.has("content-type")) headers.set("content-type", ready.contentType);
  return withHeaders(request, headers, observedBody(watchedBody(ready, onBroken), context));
}

/** A form of plain text is encoded at once, so that its length is known; one with streams is encoded as it goes. */
async function readyBody(body: Body): Promise<Body> {
  if (body.fields === undefined || body.length !== undefined) return body;
  if (!body.fields.every(([, value]) => typeof value === "string")) return body;
  return bytesBody(await readAll(body.open()), body.contentType);
}

/** The same body; a typed error that its source ends in is reported. */
function watchedBody(body: Body, onBroken: OnBroken): Body {
  const { contentType, length, replayable } = body;
  const facts = {
    ...(contentType === undefined ? {} : { contentType }),
    ...(length === undefined ? {} : { length }),
    replayable,
  };
  return withChunks(body, facts, async function* watched(chunks) {
    try {
      yield* chunks;
    } catch (error) {
      if (isHttpCoreError(error)) onBroken(error);
      throw error;
    }
  });
}

/** A body whose chunks go through a function, by whichever way they are had. */
function withChunks(
  body: Body,
  facts: Omit<Body, "open" | "openReusing">,
  through: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>,
): Body {
  const reusing = body.openReusing?.bind(body);
  return {
    ...facts,
    open: () => through(body.open()),
    ...(reusing === undefined ? {} : { openReusing: () => through(reusing()) }),
  };
}

function observedBody(body: Body, { options, trace }: CallContext): Body {
  const { onUploadProgress } = options;
  if (onUploadProgress === undefined) return body;
  const attempt = trace.attempts;
  return withChunks(body, body, (chunks) => counted(chunks, body.length, attempt, onUploadProgress));
}

/** The same bytes, reported as they pass; a report that throws does not stop them. */
export async function* counted(
  source: AsyncIterable<Uint8Array>,
  totalBytes: number | undefined,
  attempt: number,
  report: (progress: Progress) => void,
): AsyncIterable<Uint8Array> {
  let bytes = 0;
  report({ bytes, totalBytes, attempt });
  for await (const chunk of source) {
    yield chunk;
    bytes += chunk.byteLength;
    report({ bytes, totalBytes, attempt });
  }
}

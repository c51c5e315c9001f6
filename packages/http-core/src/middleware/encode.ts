import type { Body } from "../body/body.js";
import type { CallContext, Stage } from "../call-context.js";
import { collect } from "../response.js";
import { bytesBody } from "../body/bodies.js";
import { createRequest, type HttpRequest } from "../request.js";
import type { Progress } from "../transport.js";

/** Turns a body into what goes over the wire: forms are encoded here, after the scheme has seen their values. */
export function encode(next: Stage): Stage {
  return {
    async send(request, context) {
      context.trace.attempts++;
      return next.send(await encoded(request, context), context);
    },
  };
}

async function encoded(request: HttpRequest, context: CallContext): Promise<HttpRequest> {
  const { body } = request;
  if (body === undefined) return request;
  const ready = await readyBody(body);
  const headers = new Headers(request.headers);
  if (ready.contentType !== undefined && !headers.has("content-type")) headers.set("content-type", ready.contentType);
  const observed = observedBody(ready, context);
  return createRequest({ method: request.method, url: request.url, headers, body: observed });
}

/** A form of plain text is encoded at once, so that its length is known; one with streams is encoded as it goes. */
async function readyBody(body: Body): Promise<Body> {
  if (body.fields === undefined || body.length !== undefined) return body;
  if (!body.fields.every(([, value]) => typeof value === "string")) return body;
  return bytesBody(await collect(body.open()), body.contentType);
}

function observedBody(body: Body, { options, trace }: CallContext): Body {
  const { onUploadProgress } = options;
  if (onUploadProgress === undefined) return body;
  const attempt = trace.attempts;
  return { ...body, open: () => counted(body.open(), body.length, attempt, onUploadProgress) };
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

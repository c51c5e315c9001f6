import type { PreparedCall } from "./call-builder.js";
import { HeaderList } from "../http/header-list.js";
import { mergeHeaders, type HeadersInit } from "../http/headers.js";
import { previewPipeline } from "../middleware/pipeline.js";
import { redactHeaders, redactUrl } from "../redaction/redact.js";
import { headersOf } from "../http/message.js";
import type { HttpRequest } from "../http/request.js";
import { createResponse } from "../http/response.js";
import type { Middleware } from "../transports/transport.js";

/** Where a header of a prepared request comes from. */
export type HeaderSource = "call" | "session" | "default" | "body" | "scheme";

/** One header that would be sent. */
export interface PreparedHeader {
  readonly name: string;
  readonly value: string;
  readonly source: HeaderSource;
}

/** What a call would send. Printed, its header values and query are masked; the fields hold them as they are. */
export interface PreparedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly PreparedHeader[];
  /** The body's type and length; absent where there is none. */
  readonly body?: { readonly contentType?: string; readonly length?: number };
  /** `pending` where a login would come first, `none` where the call goes without a scheme. */
  readonly credential: "applied" | "pending" | "none";
  toJSON(): object;
}

/** The layers a header can come from. */
interface Layers {
  readonly call: HeadersInit | undefined;
  readonly session: HeaderList;
}

/**
 * Runs a call through the same pipeline over a transport that records it.
 *
 * @param call - from the session's builder
 * @param layers - to name each header's source
 * @param middleware - the session's own
 */
export async function previewCall(
  call: PreparedCall,
  layers: Layers,
  middleware: readonly Middleware[],
): Promise<PreparedRequest> {
  const sent: HttpRequest[] = [];
  const recorder = {
    async send(request: HttpRequest) {
      sent.push(request);
      return createResponse({ status: 204, url: request.url, headers: new HeaderList() });
    },
  };
  await previewPipeline(recorder, middleware).send(call.request, call.context);
  return described(sent[0] ?? call.request, call, layers);
}

function described(request: HttpRequest, { context, request: before }: PreparedCall, layers: Layers): PreparedRequest {
  const { trace } = context;
  const own = mergeHeaders(layers.call);
  const sourceOf = (name: string, value: string): HeaderSource => {
    if (headersOf(before).get(name) !== value) return name === "cookie" ? "session" : "scheme";
    if (own.get(name) === value) return "call";
    if (layers.session.get(name) === value) return "session";
    return name === "content-type" ? "body" : "default";
  };
  const headers = [...headersOf(request)].map(([name, value]) => ({ name, value, source: sourceOf(name, value) }));
  const prepared = {
    method: request.method,
    url: request.url,
    headers,
    ...(request.body === undefined ? {} : { body: bodyFacts(request.body) }),
    credential: trace.isAuthorized
      ? ("applied" as const)
      : trace.isCredentialPending
        ? ("pending" as const)
        : ("none" as const),
  };
  const masked = (): object => ({
    ...prepared,
    url: redactUrl(request.url),
    headers: redactHeaders(headersOf(request), context.auth?.scheme.secrets),
  });
  return Object.defineProperties(
    { ...prepared, toJSON: masked },
    { toJSON: { enumerable: false }, [Symbol.for("nodejs.util.inspect.custom")]: { value: masked } },
  );
}

function bodyFacts(body: { contentType?: string; length?: number }): { contentType?: string; length?: number } {
  return {
    ...(body.contentType === undefined ? {} : { contentType: body.contentType }),
    ...(body.length === undefined ? {} : { length: body.length }),
  };
}

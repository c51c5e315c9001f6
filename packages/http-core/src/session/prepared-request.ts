import type { BuiltCall } from "./call-builder.js";
import { HeaderList } from "../http/header-list.js";
import { mergeCallerHeaders, type HeadersInit } from "../http/headers.js";
import type { CallTrace } from "../middleware/call-context.js";
import { preparePipeline } from "../middleware/pipeline.js";
import { hideMember, printAs, unlistMember } from "./hide-member.js";
import { secretNameTest } from "../redaction/credential-names.js";
import { redactQuery } from "../redaction/redact.js";
import { createScrub, mask } from "../redaction/scrub.js";
import { headersOf } from "../http/message.js";
import type { HttpRequest } from "../http/request.js";
import { createResponse } from "../http/response.js";
import { omitUndefined } from "../util/omit-undefined.js";
import type { Middleware } from "../transports/transport.js";

/** Where a header of a prepared request comes from. `body`: its type, `scheme`: the authentication. */
export type HeaderSource = "call" | "session" | "default" | "body" | "scheme";

/** One header that would be sent. */
export interface PreparedHeader {
  /** In lower case. */
  readonly name: string;
  /** As it would be sent. */
  readonly value: string;
  /** Where it comes from. */
  readonly source: HeaderSource;
}

/**
 * What a call would send. The members have the real values. When the object is printed, secret values are masked: those of
 * names that the scheme declares or that usually hold a credential, and known secrets anywhere. A member with a secret is not
 * enumerable, so that a copy does not have it.
 */
export interface PreparedRequest {
  /** In upper case. */
  readonly method: string;
  /** The absolute URL, with its query. */
  readonly url: string;
  /** All headers that the session sets. The transport adds its own. */
  readonly headers: readonly PreparedHeader[];
  /** The type and the length in bytes of the body, as far as they are known; absent if there is no body. */
  readonly body?: { readonly contentType?: string; readonly length?: number };
  /** `applied`, `pending` if a login would come first, or `none` if the call is sent without a scheme. */
  readonly credential: "applied" | "pending" | "none";
  /** Returns the request with its secret values masked. */
  toJSON(): object;
}

/** The headers that a call and its session set. */
interface HeaderLayers {
  readonly call: HeadersInit | undefined;
  readonly session: HeaderList;
}

/**
 * Prepares a request: runs a call through a pipeline whose transport records the request and sends nothing.
 *
 * @param call - from the session's builder
 * @param layers - tell the source of each header
 * @param middleware - of the session
 */
export async function prepareRequest(
  call: BuiltCall,
  layers: HeaderLayers,
  middleware: readonly Middleware[],
): Promise<PreparedRequest> {
  const sent: HttpRequest[] = [];
  const recorder = {
    async send(request: HttpRequest) {
      sent.push(request);
      return createResponse({ status: 204, url: request.url, headers: new HeaderList() });
    },
  };
  await preparePipeline(recorder, middleware).send(call.request, call.context);
  return describe(sent[0] ?? call.request, call, layers);
}

function describe(
  request: HttpRequest,
  { context, request: before }: BuiltCall,
  layers: HeaderLayers,
): PreparedRequest {
  const own = once(() => mergeCallerHeaders(layers.call));
  const sourceOf = (name: string, value: string): HeaderSource => {
    if (headersOf(before).get(name) !== value) return name === "cookie" ? "session" : "scheme";
    if (own().get(name) === value) return "call";
    if (layers.session.get(name) === value) return "session";
    return name === "content-type" ? "body" : "default";
  };
  const { method, url, body } = request;
  const names = context.auth?.scheme.secrets;
  // Looking for secrets takes longer than all the rest, so it waits until somebody reads the headers or prints the request.
  const scrub = once(() => createScrub(context.trace.secrets.texts()));
  const sent = once(() => {
    const isSecret = secretNameTest(names, "headers");
    const show = (name: string, value: string): string => (isSecret(name) ? mask : scrub()(value));
    return [...headersOf(request)].map(([name, value]) => ({ name, value, shown: show(name, value) }));
  });
  const headers = once(() =>
    sent().map(({ name, value, shown }) => hideMember({ name, value, source: sourceOf(name, value) }, "value", shown)),
  );
  const redactedUrl = redactQuery(url, secretNameTest(names, "query"));
  const prepared = {
    method,
    url,
    get headers() {
      return headers();
    },
    ...(body === undefined ? {} : { body: omitUndefined({ contentType: body.contentType, length: body.length }) }),
    credential: credentialState(context.trace),
  };
  if (redactedUrl !== url || scrub()(url) !== url) unlistMember(prepared, "url");
  return printAs(prepared, () => {
    const shownHeaders = Object.fromEntries(sent().map(({ name, shown }) => [name, shown]));
    return { ...prepared, url: scrub()(redactedUrl), headers: shownHeaders };
  });
}

/** Makes a value when it is first needed. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function credentialState({ isAuthorized, isCredentialPending }: CallTrace): PreparedRequest["credential"] {
  if (isAuthorized) return "applied";
  return isCredentialPending ? "pending" : "none";
}

/**
 * The default transport, over got.
 *
 * @packageDocumentation
 */
import type { Got, Request as GotStream } from "got";
import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders, RequestOptions } from "node:http";
import { isPromise } from "../util/maybe-promise.js";
import { targetOf, type HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";
import { requestPath } from "../http/target.js";
import type { SendContext, Transport } from "./transport.js";
import { incomingResponse, noTimeoutMs, outgoingHeaders, upload, watchRequest } from "./exchange/client-request.js";
import { Exchange } from "./exchange/exchange.js";
import { nodeAgents, type AgentPair, type NodeAgents } from "./connection/node-agents.js";
import { detachEvents } from "../util/inherited-members.js";
import { Lazy } from "../util/lazy.js";
import { nodeBuiltins } from "../util/node-builtins.js";
import { bareObject, copyOwn } from "../util/own-members.js";
import { defaultMaxHeaderBytes } from "../defaults.js";
import type { TransportOptions } from "./options.js";
import { readTransportOptions } from "./check-options.js";
import { forwardedRequest, type Proxy } from "./connection/proxy.js";

/** What is loaded by the first request. */
interface Loaded {
  readonly agents: NodeAgents;
  /** The got that uses some agents. */
  gotFor(agents: AgentPair): Got;
}

/**
 * Makes the default transport, over got. It keeps connections alive, by default at most 64 per origin, and closes them in
 * `close()`. got is loaded by the first request.
 *
 * @param options - TLS, proxy and connections
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function gotTransport(options: TransportOptions = {}): Transport {
  const own = readTransportOptions(options);
  const library = new Lazy(() => load(own));
  return {
    async send(request, context) {
      const exchange = new Exchange(request, context);
      const loaded = library.get();
      return send(isPromise(loaded) ? await loaded : loaded, { request, context, exchange });
    },
    close: () => library.drop(({ agents }) => agents.destroy()),
  };
}

async function load(options: TransportOptions): Promise<Loaded> {
  const { default: got } = await import("got");
  const made = new WeakMap<AgentPair, Got>();
  return {
    agents: nodeAgents(options),
    gotFor(agents) {
      const known = made.get(agents) ?? got.extend(gotOptions(agents));
      made.set(agents, known);
      return known;
    },
  };
}

/** The options that all requests of some agents share. got checks and merges options again for each call that passes them. */
function gotOptions({ proxy, ...agent }: AgentPair): object {
  return copyOwn({
    agent,
    request: requestBy(proxy),
    headers: { "user-agent": undefined },
    allowGetBody: true,
    decompress: false,
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    strictContentLength: false,
    maxHeaderSize: defaultMaxHeaderBytes,
  });
}

interface Call {
  readonly request: HttpRequest;
  readonly context: SendContext;
  readonly exchange: Exchange;
}

async function send({ agents, gotFor }: Loaded, call: Call): Promise<HttpResponse> {
  const { request, exchange } = call;
  let stream: GotStream | undefined;
  try {
    exchange.refuseBodyOf(["HEAD"], "got");
    const pair = agents.for(targetOf(request));
    if (pair.proxy !== undefined) exchange.useProxy(pair.proxy);
    const got = gotFor(pair);
    // No await until the stream exists, so that an abort always finds a stream to destroy.
    exchange.begin((error) => stream?.destroy(error));
    stream = detachEvents(got.stream(request.url, new CallOptions(call) as object));
    const head = await headOf(stream, call);
    const body = stream;
    return incomingResponse({ ...call, head, body, destroy: () => void body.destroy() });
  } catch (error) {
    exchange.end();
    stream?.destroy();
    throw exchange.toError(error);
  }
}

/**
 * What a call passes to got. got copies a plain object to one that inherits from `Object.prototype`, but leaves an instance
 * of a class as it is.
 */
class CallOptions {
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  readonly maxHeaderSize: number | undefined;
  /** Hides an inherited one from got's copy. */
  readonly hooks: undefined;

  constructor({ request, context: { maxHeaderBytes = defaultMaxHeaderBytes } }: Call) {
    this.method = request.method;
    this.headers = outgoingHeaders(request);
    this.maxHeaderSize = maxHeaderBytes === defaultMaxHeaderBytes ? undefined : maxHeaderBytes;
    this.hooks = undefined;
  }
}
Object.setPrototypeOf(CallOptions.prototype, bareObject());

/** Makes the function with which got sends a request, through a proxy if there is one. */
function requestBy(proxy: Proxy | undefined): typeof nodeBuiltins.https.request {
  return ((url: URL, options: RequestOptions, onResponse: (head: IncomingMessage) => void) => {
    const forwarded = proxy === undefined ? undefined : forwardedRequest(url, proxy);
    const { request } = url.protocol === "https:" ? nodeBuiltins.https : nodeBuiltins.http;
    const headers = { ...(options.headers as OutgoingHttpHeaders), ...forwarded?.headers };
    // Node takes a URL object for other options if `Object.prototype` has a member named `auth` or `path`.
    return request(
      url.href,
      copyOwn({ ...options, path: forwarded?.path ?? requestPath(url), headers, timeout: noTimeoutMs }),
      onResponse,
    );
  }) as typeof nodeBuiltins.https.request;
}

/** Sends the request, and resolves with the head of the response. */
function headOf(stream: GotStream, { request, exchange }: Call): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    stream.once("request", (sending: ClientRequest) => watchRequest(sending, exchange));
    stream.once("response", (head: IncomingMessage) => resolve(head));
    stream.on("error", reject);
    upload(stream, request, exchange).catch((error: unknown) => {
      stream.destroy();
      reject(error);
    });
  });
}

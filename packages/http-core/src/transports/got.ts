/**
 * The default transport, over got.
 *
 * @packageDocumentation
 */
import type { Got, Request as GotStream } from "got";
import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders, RequestOptions } from "node:http";
import { isPromise } from "../util/maybe-promise.js";
import { targetOf } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";
import { requestPath } from "../http/target.js";
import type { SendContext, Transport } from "./transport.js";
import { ClientExchange, noTimeoutMs, outgoingHeaders } from "./exchange/client-exchange.js";
import { nodeAgents, type AgentPair, type NodeAgents } from "./connection/node-agents.js";
import { detachEvents } from "../util/inherited-members.js";
import { Lazy } from "../util/lazy.js";
import { nodeBuiltins } from "../node-builtins.js";
import { bareObject, copyOwn } from "../util/own-members.js";
import { defaultMaxHeaderBytes } from "../defaults.js";
import { InputError } from "../errors.js";
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
    send(request, context) {
      const exchange = new ClientExchange(request, context);
      const loaded = library.get();
      const send = (by: Loaded): Promise<HttpResponse> => exchange.send(() => open(by, { context, exchange }));
      if (!isPromise(loaded)) return send(loaded);
      return loaded.then(send, (error: unknown) => {
        exchange.fail(error);
        return exchange.response;
      });
    },
    close: () => library.drop(({ agents }) => agents.destroy()),
  };
}

async function load(options: TransportOptions): Promise<Loaded> {
  const { default: got } = await import("got").catch((cause: unknown) => {
    const message =
      "got can't be loaded, or is not in this bundle; give the session another transport, such as fetchTransport()";
    throw new InputError("OPTION_INVALID", message, { cause });
  });
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
  readonly context: SendContext;
  readonly exchange: ClientExchange;
}

/** Starts a request. Its body follows. */
function open({ agents, gotFor }: Loaded, call: Call): GotStream {
  const { exchange } = call;
  const { request } = exchange;
  exchange.refuseBodyOf(["HEAD"], "got");
  const pair = agents.for(targetOf(request));
  if (pair.proxy !== undefined) exchange.useProxy(pair.proxy);
  const stream = detachEvents(gotFor(pair).stream(request.url, new CallOptions(call) as object));
  stream.on("request", (sending: ClientRequest) => exchange.watch(sending));
  stream.on("response", (head: IncomingMessage) => exchange.receive(head, stream));
  stream.on("error", (error) => exchange.fail(error));
  return stream;
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

  constructor({ exchange: { request }, context: { maxHeaderBytes = defaultMaxHeaderBytes } }: Call) {
    this.method = request.method;
    this.headers = Object.fromEntries(outgoingHeaders(request));
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
    const own = copyOwn(options);
    own.path = forwarded?.path ?? requestPath(url);
    own.timeout = noTimeoutMs;
    if (forwarded !== undefined) own.headers = { ...(options.headers as OutgoingHttpHeaders), ...forwarded.headers };
    // Node treats a URL object as other options if `Object.prototype` has a member named `auth` or `path`.
    return request(url.href, own, onResponse);
  }) as typeof nodeBuiltins.https.request;
}

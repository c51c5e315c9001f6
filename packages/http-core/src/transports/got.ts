import type { Got, Request as GotStream } from "got";
import type { ClientRequest, IncomingMessage } from "node:http";
import { isPromise } from "../util/maybe-promise.js";
import { targetOf, type HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";
import type { SendContext, Transport } from "./transport.js";
import { incomingResponse, outgoingHeaders, upload, watchRequest } from "./exchange/client-request.js";
import { Exchange } from "./exchange/exchange.js";
import { nodeAgents, type AgentPair, type NodeAgents } from "./connection/node-agents.js";
import { OnDemand } from "../util/lazy.js";
import { defaultMaxHeaderBytes } from "../defaults.js";
import type { TransportOptions } from "./options.js";
import { checkProxyOption } from "./connection/proxy.js";
import { tlsOfRequest } from "./connection/tls-settings.js";

/** What is loaded when the first request is sent, and not before. */
interface Loaded {
  readonly agents: NodeAgents;
  /** A got that sends by some agents. */
  by(agents: AgentPair): Got;
}

/**
 * The default transport: got, with every convenience of its own switched off. It keeps connections alive, at most 64
 * per origin, and closes them in `close()`.
 *
 * @param options - trust, client certificate, proxy, lookup
 */
export function gotTransport(options: TransportOptions = {}): Transport {
  checkProxyOption(options.proxy);
  const library = new OnDemand(() => load(options));
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
    by(agents) {
      const known = made.get(agents) ?? got.extend(settings(agents, options));
      made.set(agents, known);
      return known;
    },
  };
}

/** What is alike for all requests by some agents: got checks and merges each option anew wherever it is given. */
function settings({ proxied, ...agent }: AgentPair, options: TransportOptions): object {
  const { lookup } = options;
  return {
    agent,
    ...(proxied ? { https: tlsOfGot(options) } : {}),
    headers: { "user-agent": undefined },
    allowGetBody: true,
    decompress: false,
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    strictContentLength: false,
    maxHeaderSize: defaultMaxHeaderBytes,
    ...(lookup === undefined ? {} : { dnsLookup: lookup }),
  };
}

interface Call {
  readonly request: HttpRequest;
  readonly context: SendContext;
  readonly exchange: Exchange;
}

async function send({ agents, by }: Loaded, call: Call): Promise<HttpResponse> {
  const { request, exchange } = call;
  let stream: GotStream | undefined;
  try {
    const pair = agents.for(targetOf(request));
    const got = by(isPromise(pair) ? await pair : pair);
    // From here to the stream nothing is waited for: what ends the exchange finds something to end.
    exchange.begin((error) => stream?.destroy(error));
    stream = got.stream(request.url, requestOptions(call));
    const head = await headOf(stream, call);
    const body = stream;
    return incomingResponse({ ...call, head, body, destroy: () => void body.destroy() });
  } catch (error) {
    exchange.end();
    stream?.destroy();
    throw exchange.faultOf(error);
  }
}

function requestOptions({ request, context }: Call): object {
  const { maxHeaderBytes = defaultMaxHeaderBytes } = context;
  return {
    method: request.method,
    headers: outgoingHeaders(request),
    ...(maxHeaderBytes === defaultMaxHeaderBytes ? {} : { maxHeaderSize: maxHeaderBytes }),
  };
}

function tlsOfGot(options: TransportOptions): object {
  const { ca, cert, key, passphrase, rejectUnauthorized } = tlsOfRequest(options);
  return { certificateAuthority: ca, certificate: cert, key, passphrase, rejectUnauthorized };
}

/** Sends the request, and resolves at the head of the answer. */
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

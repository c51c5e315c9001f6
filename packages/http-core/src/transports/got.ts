import type { Got, Request as GotStream } from "got";
import type { ClientRequest, IncomingMessage } from "node:http";
import { targetOf, type HttpRequest } from "../request.js";
import type { HttpResponse } from "../response.js";
import type { SendContext, Transport } from "../transport.js";
import { incomingResponse, outgoingHeaders, upload, watchRequest } from "./client-request.js";
import { Exchange } from "./exchange.js";
import { nodeAgents, type NodeAgents } from "./node-agents.js";
import type { TransportOptions } from "./options.js";
import { checkProxyOption } from "./proxy.js";
import { tlsOfRequest } from "./tls-settings.js";

/** What is loaded when the first request is sent, and not before. */
interface Loaded {
  readonly got: Got;
  readonly agents: NodeAgents;
}

/**
 * The default transport: got, with every convenience of its own switched off. It keeps connections alive, at most 64
 * per origin, and closes them in `close()`.
 *
 * @param options - trust, client certificate, proxy, lookup
 */
export function gotTransport(options: TransportOptions = {}): Transport {
  checkProxyOption(options.proxy);
  let loading: Promise<Loaded> | undefined;
  return {
    async send(request, context) {
      const exchange = new Exchange(request, context);
      loading ??= load(options);
      const { got, agents } = await loading;
      return send(got, agents, options, { request, context, exchange });
    },
    async close() {
      (await loading)?.agents.destroy();
      loading = undefined;
    },
  };
}

async function load(options: TransportOptions): Promise<Loaded> {
  const { default: got } = await import("got");
  return { got, agents: nodeAgents(options) };
}

interface Call {
  readonly request: HttpRequest;
  readonly context: SendContext;
  readonly exchange: Exchange;
}

async function send(got: Got, agents: NodeAgents, options: TransportOptions, call: Call): Promise<HttpResponse> {
  const { exchange } = call;
  let stream: GotStream | undefined;
  exchange.begin((error) => stream?.destroy(error));
  try {
    stream = got.stream(call.request.url, await gotOptions(agents, options, call));
    const head = await headOf(stream, call);
    const body = stream;
    return incomingResponse({ ...call, head, body, destroy: () => void body.destroy() });
  } catch (error) {
    exchange.end();
    stream?.destroy();
    throw exchange.faultOf(error);
  }
}

async function gotOptions(agents: NodeAgents, options: TransportOptions, { request, context }: Call): Promise<object> {
  const { proxied, ...agent } = await agents.for(targetOf(request));
  return {
    method: request.method,
    headers: { "user-agent": undefined, ...outgoingHeaders(request) },
    agent,
    ...(proxied ? { https: tlsOfGot(options) } : {}),
    allowGetBody: true,
    decompress: false,
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    strictContentLength: false,
    maxHeaderSize: context.maxHeaderBytes ?? 65_536,
    ...(options.lookup === undefined ? {} : { dnsLookup: options.lookup }),
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

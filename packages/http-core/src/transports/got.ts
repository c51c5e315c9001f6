import type { Got, Request as GotStream } from "got";
import type { ClientRequest, IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";
import type { HttpRequest } from "../request.js";
import { createResponse, type HttpResponse } from "../response.js";
import type { SendContext, Transport } from "../transport.js";
import { contentLength, Exchange, writableChunks } from "./exchange.js";
import { headerPairs } from "./header-pairs.js";
import { nodeAgents, type NodeAgents } from "./node-agents.js";
import type { TransportOptions } from "./options.js";
import { checkProxyOption } from "./proxy.js";
import { tlsSettings } from "./tls-settings.js";

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
  const [{ default: got }, agents] = await Promise.all([import("got"), nodeAgents(options)]);
  return { got, agents };
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
    return response(head, stream, call);
  } catch (error) {
    exchange.end();
    stream?.destroy();
    throw exchange.faultOf(error);
  }
}

async function gotOptions(agents: NodeAgents, options: TransportOptions, { request, context }: Call): Promise<object> {
  const length = contentLength(request);
  const { proxied, ...agent } = await agents.for(new URL(request.url));
  return {
    method: request.method,
    headers: {
      "user-agent": undefined,
      ...Object.fromEntries(request.headers),
      ...(length === undefined ? {} : { "content-length": String(length) }),
    },
    agent,
    ...(proxied ? { https: tlsOfRequest(options) } : {}),
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

function tlsOfRequest(options: TransportOptions): object {
  const { ca, cert, key, passphrase } = tlsSettings({ ...options, insecure: false });
  return { certificateAuthority: ca, certificate: cert, key, passphrase, rejectUnauthorized: !options.insecure };
}

/** Sends the request, and resolves at the head of the answer. */
function headOf(stream: GotStream, { request, exchange }: Call): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    stream.once("request", (sending: ClientRequest) => watch(sending, exchange));
    stream.once("response", (head: IncomingMessage) => resolve(head));
    stream.on("error", reject);
    upload(stream, request, exchange).catch((error: unknown) => {
      stream.destroy();
      reject(error);
    });
  });
}

function watch(sending: ClientRequest, exchange: Exchange): void {
  sending.once("socket", (socket) => {
    if (sending.reusedSocket || !socket.connecting) exchange.connected();
    else socket.once((socket as TLSSocket).encrypted ? "secureConnect" : "connect", () => exchange.connected());
  });
  sending.once("finish", () => exchange.sent());
  sending.on("information", () => exchange.informed());
  sending.once("upgrade", (_head, socket) => {
    socket.destroy();
    exchange.refuse("it changes the protocol, which nobody asked for");
  });
  sending.once("response", (head) => {
    // Where a body has no length, node takes a reset for its end.
    sending.once("error", (error) => head.complete || exchange.cut(error));
  });
}

async function upload(stream: GotStream, { body }: HttpRequest, exchange: Exchange): Promise<void> {
  if (body !== undefined) {
    const source = writableChunks(body);
    stream.once("close", () => source.destroy());
    for await (const chunk of source) {
      if (stream.destroyed) return;
      await written(stream, chunk);
      exchange.sending();
    }
  }
  if (!stream.destroyed) stream.end();
}

/** Writes a chunk, and waits until it has left or the stream is gone. */
function written(stream: GotStream, chunk: unknown): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off("close", done);
      resolve();
    };
    stream.once("close", done);
    stream.write(chunk, done);
  });
}

function response(head: IncomingMessage, stream: GotStream, { request, exchange }: Call): HttpResponse {
  const status = head.statusCode ?? 0;
  exchange.answered(status);
  const stop = (): void => {
    exchange.end();
    stream.destroy();
  };
  return createResponse({
    status,
    statusText: head.statusMessage ?? "",
    url: request.url,
    headers: headerPairs(head.rawHeaders),
    body: exchange.watched(stream, stop),
    cancel: stop,
  });
}

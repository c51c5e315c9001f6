/**
 * The transport over Node's own `http` and `https`, for short-lived processes.
 *
 * @packageDocumentation
 */
import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import { nodeBuiltins } from "../util/node-builtins.js";
import { copyOwn } from "../util/own-members.js";
import { targetOf, type HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";
import { requestPath } from "../http/target.js";
import type { SendContext, Transport } from "./transport.js";
import { incomingResponse, noTimeoutMs, outgoingHeaders, upload, watchRequest } from "./exchange/client-request.js";
import { Exchange } from "./exchange/exchange.js";
import { nodeAgents, type NodeAgents } from "./connection/node-agents.js";
import { defaultMaxHeaderBytes } from "../defaults.js";
import type { TransportOptions } from "./options.js";
import { readTransportOptions } from "./check-options.js";
import { forwardedRequest } from "./connection/proxy.js";

/**
 * Makes a transport over `node:http` and `node:https`. These load in a tenth of the time that got takes, so use it in
 * command lines and other short-lived processes. It keeps connections alive, by default at most 64 per origin, and closes
 * them in `close()`.
 *
 * @param options - TLS, proxy and connections
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function nodeTransport(options: TransportOptions = {}): Transport {
  const own = readTransportOptions(options);
  let agents: NodeAgents | undefined;
  return {
    async send(request, context) {
      agents ??= nodeAgents(own);
      return send(agents, { request, context, exchange: new Exchange(request, context) });
    },
    async close() {
      agents?.destroy();
      agents = undefined;
    },
  };
}

interface Call {
  readonly request: HttpRequest;
  readonly context: SendContext;
  readonly exchange: Exchange;
}

async function send(agents: NodeAgents, call: Call): Promise<HttpResponse> {
  const { request, exchange } = call;
  let sending: ClientRequest | undefined;
  // No reason is passed: node would throw it if the connection has ended already. The exchange keeps it.
  const destroy = (): void => void sending?.destroy();
  try {
    const settings = requestOptions(agents, call);
    const head = await new Promise<IncomingMessage>((resolve, reject) => {
      exchange.begin((error) => {
        destroy();
        reject(error);
      });
      sending = open(request.url, settings);
      watchRequest(sending, exchange);
      sending.once("response", resolve);
      sending.on("error", reject);
      upload(sending, request, exchange).catch(reject);
    });
    return incomingResponse({ request, exchange, head, body: head, destroy });
  } catch (error) {
    exchange.end();
    destroy();
    throw exchange.toError(error);
  }
}

function requestOptions(agents: NodeAgents, { request, context, exchange }: Call): RequestOptions {
  const url = targetOf(request);
  const { proxy, http, https } = agents.for(url);
  if (proxy !== undefined) exchange.useProxy(proxy);
  const forwarded = proxy === undefined ? undefined : forwardedRequest(url, proxy);
  return copyOwn({
    method: request.method,
    headers: { ...outgoingHeaders(request), ...forwarded?.headers },
    agent: url.protocol === "https:" ? https : http,
    path: forwarded?.path ?? requestPath(url),
    maxHeaderSize: context.maxHeaderBytes ?? defaultMaxHeaderBytes,
    timeout: noTimeoutMs,
  });
}

function open(url: string, options: RequestOptions): ClientRequest {
  const { request } = url.startsWith("https:") ? nodeBuiltins.https : nodeBuiltins.http;
  return request(url, options);
}

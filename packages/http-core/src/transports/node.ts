/**
 * The transport over Node's own `http` and `https`, for short-lived processes.
 *
 * @packageDocumentation
 */
import type { ClientRequest, RequestOptions } from "node:http";
import { nodeBuiltins } from "../node-builtins.js";
import { copyOwn } from "../util/own-members.js";
import { toRaw } from "../http/header-list.js";
import { targetOf } from "../http/request.js";
import { requestPath, type Target } from "../http/target.js";
import type { SendContext, Transport } from "./transport.js";
import { ClientExchange, noTimeoutMs, outgoingHeaders } from "./exchange/client-exchange.js";
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
 *
 * @example
 * ```ts
 * import { createSession } from "@org/http-core";
 * import { nodeTransport } from "@org/http-core/node";
 *
 * const session = createSession({ transport: nodeTransport({ maxSockets: 4 }) });
 * console.log((await session.prepare("https://api.example.com/")).method); // GET
 * await session.close();
 * ```
 */
export function nodeTransport(options: TransportOptions = {}): Transport {
  const own = readTransportOptions(options);
  let agents: NodeAgents | undefined;
  return {
    send(request, context) {
      const exchange = new ClientExchange(request, context);
      return exchange.send(() => open((agents ??= nodeAgents(own)), context, exchange));
    },
    async close() {
      agents?.destroy();
      agents = undefined;
    },
  };
}

/** Starts a request. Its body follows. */
function open(agents: NodeAgents, context: SendContext, exchange: ClientExchange): ClientRequest {
  const { request } = exchange;
  const target = targetOf(request);
  const { proxy, http, https } = agents.for(target);
  if (proxy !== undefined) exchange.useProxy(proxy);
  const forwarded = proxy === undefined ? undefined : forwardedRequest(target, proxy);
  const isSecure = target.protocol === "https:";
  const options: RequestOptions = copyOwn({
    ...addressOf(target),
    method: request.method,
    // Node adds no Host to a list of headers.
    headers: toRaw([["host", target.host], ...outgoingHeaders(request), ...Object.entries(forwarded?.headers ?? {})]),
    agent: isSecure ? https : http,
    path: forwarded?.path ?? requestPath(target),
    maxHeaderSize: context.maxHeaderBytes ?? defaultMaxHeaderBytes,
    timeout: noTimeoutMs,
  });
  const sending = (isSecure ? nodeBuiltins.https : nodeBuiltins.http).request(options);
  exchange.watch(sending);
  sending.on("response", (head) => exchange.receive(head, head));
  return sending;
}

/**
 * Where to connect. Text would be parsed again, a `URL` inherits an `auth` or `path`, and Bun and Deno accept only a
 * real `URL`.
 */
function addressOf({ protocol, hostname, port }: Target): RequestOptions {
  const host = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  return port === "" ? { protocol, hostname: host } : { protocol, hostname: host, port: Number(port) };
}

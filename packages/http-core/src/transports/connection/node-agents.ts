import type { Agent as HttpAgent } from "node:http";
import type { Agent as HttpsAgent } from "node:https";
import type { TLSSocket } from "node:tls";
import { detachEvents, socketOptions } from "../../util/inherited-members.js";
import { omitUndefined } from "../../util/omit-undefined.js";
import { nodeBuiltins } from "../../node-builtins.js";
import type { Target } from "../../http/target.js";
import { defaultMaxSockets } from "../../defaults.js";
import type { TransportOptions } from "../options.js";
import { proxyFinder } from "./find-proxy.js";
import type { Proxy } from "./proxy.js";
import { connectThroughTunnel, connectToProxy, addressSettings } from "./sockets.js";
import { tlsSettings } from "./tls-settings.js";

/** An agent for http and one for https. */
export interface AgentPair {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
  /** The proxy that both use; `undefined` for none. */
  readonly proxy: Proxy | undefined;
}

/** The agents of a transport: a pair without proxy, and one for each proxy. */
export interface NodeAgents {
  /**
   * The pair for a URL.
   *
   * @throws InputError `OPTION_INVALID` if the environment names a proxy that is not an http or https URL
   */
  for(url: Target): AgentPair;
  /** Closes all connections, also those that are not yet made. */
  destroy(): void;
}

/** Makes the agents of a transport over `node:http`. */
export function nodeAgents(options: TransportOptions): NodeAgents {
  const { http, https } = nodeBuiltins;
  const shared = {
    ...addressSettings(options),
    keepAlive: true,
    maxSockets: options.maxSockets ?? defaultMaxSockets,
    scheduling: "lifo",
  } as const;
  const tls = tlsSettings(options);
  const secured = { ...omitUndefined(tls), ...shared };
  const direct: AgentPair = {
    http: explicitSockets(new http.Agent(shared), socketOptions),
    https: explicitSockets(new https.Agent(secured), tls),
    proxy: undefined,
  };
  const proxyOf = proxyFinder(options.proxy);
  const byProxy = new Map<Proxy, AgentPair>();

  function throughProxy(proxy: Proxy): AgentPair {
    const plain = new http.Agent(shared);
    plain.createConnection = () => connectToProxy(proxy, options);
    return { http: plain, https: tunnelAgent(explicitSockets(new https.Agent(secured), tls), proxy, options), proxy };
  }

  return {
    for(url) {
      const proxy = proxyOf(url);
      if (proxy === undefined) return direct;
      const pair = byProxy.get(proxy) ?? throughProxy(proxy);
      byProxy.set(proxy, pair);
      return pair;
    },
    destroy() {
      for (const pair of [direct, ...byProxy.values()]) {
        closeAgent(pair.http);
        closeAgent(pair.https);
      }
    },
  };
}

/**
 * Closes the connections of an agent. For each request that waits, Node makes a connection when another closes, also if the
 * request has been destroyed: that one is closed as soon as it is free.
 */
function closeAgent(agent: HttpAgent): void {
  agent.on("free", (socket) => socket.destroy());
  agent.destroy();
}

/**
 * Lets the connections of an agent inherit nothing from `Object.prototype`: neither listeners nor options.
 *
 * @param agent - copies its own options for each request
 * @param settings - further options of its connections, of which most are `undefined`
 */
function explicitSockets<T extends HttpAgent>(agent: T, settings: object): T {
  const connect = agent.createConnection.bind(agent);
  // Node would add the callback as a listener before the events are detached. It needs none for a connection that is returned.
  agent.createConnection = (to) => {
    const socket = connect({ ...settings, ...to });
    return socket && detachEvents(socket);
  };
  return agent;
}

/** Lets an agent make its connections through a proxy. It returns each at once, so that a request can destroy its own. */
function tunnelAgent(agent: HttpsAgent, proxy: Proxy, options: TransportOptions): HttpsAgent {
  const secure = agent.createConnection.bind(agent);
  agent.createConnection = (to) => {
    const { host, port } = to;
    const server = { host: String(host), port: Number(port) };
    return connectThroughTunnel(proxy, server, options, (over) => secure({ ...to, ...over }) as TLSSocket);
  };
  return agent;
}

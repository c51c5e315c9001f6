import type { Agent as HttpAgent } from "node:http";
import type { Agent as HttpsAgent } from "node:https";
import type { ConnectionOptions, TLSSocket } from "node:tls";
import { detachEvents, socketOptions } from "../../util/inherited-members.js";
import { omitUndefined } from "../../util/omit-undefined.js";
import { nodeBuiltins } from "../../node-builtins.js";
import { defaultMaxSockets } from "../../defaults.js";
import type { TransportOptions } from "../options.js";
import { ByProxy } from "./find-proxy.js";
import type { Proxy } from "./proxy.js";
import { addressSettings, authorityOf, connectThroughTunnel, connectToProxy } from "./sockets.js";
import { tlsSettings } from "./tls-settings.js";

/** An agent for http and one for https. */
export interface AgentPair {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
  /** The proxy that both use; `undefined` for none. */
  readonly proxy: Proxy | undefined;
}

/** The agents of a transport over `node:http`. */
export class NodeAgents extends ByProxy<AgentPair> {
  /** @param options - of the transport */
  constructor(options: TransportOptions) {
    const tls = tlsSettings(options);
    super(options.proxy, (proxy) => createPair(options, tls, proxy));
  }

  /** Closes all connections, also those that are not yet made. */
  destroy(): void {
    for (const { http, https } of this.values()) {
      closeAgent(http);
      closeAgent(https);
    }
  }
}

function createPair(options: TransportOptions, tls: ConnectionOptions, proxy: Proxy | undefined): AgentPair {
  const maxSockets = options.maxSockets ?? defaultMaxSockets;
  const shared = { ...addressSettings(options), keepAlive: true, maxSockets, scheduling: "lifo" } as const;
  const http = new nodeBuiltins.http.Agent(shared);
  const https = new nodeBuiltins.https.Agent({ ...omitUndefined(tls), ...shared });
  explicitSockets(https, tls);
  if (proxy === undefined) {
    explicitSockets(http, socketOptions);
  } else {
    http.createConnection = () => connectToProxy(proxy, options);
    tunnelConnections(https, proxy, options);
  }
  return { http, https, proxy };
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
function explicitSockets(agent: HttpAgent, settings: object): void {
  const connect = agent.createConnection.bind(agent);
  // Node would add the callback as a listener before the events are detached. It needs none for a connection that is returned.
  agent.createConnection = (to) => {
    const socket = connect({ ...settings, ...to });
    return socket && detachEvents(socket);
  };
}

/** Lets an agent make its connections through a proxy. It returns each at once, so that a request can destroy its own. */
function tunnelConnections(agent: HttpsAgent, proxy: Proxy, options: TransportOptions): void {
  const secure = agent.createConnection.bind(agent);
  agent.createConnection = (to) => {
    const server = authorityOf(String(to.host), Number(to.port));
    return connectThroughTunnel(proxy, server, options, (over) => secure({ ...to, ...over }) as TLSSocket);
  };
}

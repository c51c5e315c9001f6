import type { Agent as HttpAgent } from "node:http";
import type { Agent as HttpsAgent } from "node:https";
import type { MaybePromise } from "../../util/maybe-promise.js";
import { nodeBuiltins } from "../../util/node-builtins.js";
import type { Target } from "../../http/target.js";
import { defaultMaxSockets } from "../../defaults.js";
import type { TransportOptions } from "../options.js";
import { checkProxy, proxyFinder } from "./proxy.js";
import { tlsSettings } from "./tls-settings.js";

/** An agent for http and one for https. */
export interface AgentPair {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
  /** True if the agents use a proxy. Their TLS settings are then for the proxy, and each request needs those for its server. */
  readonly proxied: boolean;
}

/** The agents of a transport: a pair without proxy, and one for each proxy. */
export interface NodeAgents {
  /** The pair for a URL. */
  for(url: Target): MaybePromise<AgentPair>;
  /** Closes all connections. */
  destroy(): void;
}

/** Makes the agents of a transport over `node:http`. Proxy agents are loaded when a proxy is first used. */
export function nodeAgents(options: TransportOptions): NodeAgents {
  const { http, https } = nodeBuiltins;
  const shared = { keepAlive: true, maxSockets: options.maxSockets ?? defaultMaxSockets, scheduling: "lifo" } as const;
  const tls = tlsSettings(options);
  const direct: AgentPair = {
    http: new http.Agent(shared),
    https: new https.Agent({ ...shared, ...tls }),
    proxied: false,
  };
  const proxyOf = proxyFinder(options.proxy);
  const byProxy = new Map<string, Promise<AgentPair>>();

  async function throughProxy(proxy: string): Promise<AgentPair> {
    checkProxy(proxy);
    const [plain, tunnel] = await Promise.all([import("http-proxy-agent"), import("https-proxy-agent")]);
    return {
      http: new plain.HttpProxyAgent(proxy, shared) as unknown as HttpAgent,
      https: new tunnel.HttpsProxyAgent(proxy, { ...shared, ...tls }) as unknown as HttpsAgent,
      proxied: true,
    };
  }

  return {
    for(url) {
      const proxy = proxyOf(url);
      if (proxy === undefined) return direct;
      const known = byProxy.get(proxy) ?? throughProxy(proxy);
      byProxy.set(proxy, known);
      return known;
    },
    destroy() {
      for (const pair of [Promise.resolve(direct), ...byProxy.values()]) {
        void pair.then(({ http: plain, https: secure }) => (plain.destroy(), secure.destroy()));
      }
    },
  };
}

import type { Agent as HttpAgent } from "node:http";
import type { Agent as HttpsAgent } from "node:https";
import { InputError } from "../errors.js";
import type { TransportOptions } from "./options.js";
import { proxyFor } from "./proxy.js";
import { tlsSettings } from "./tls-settings.js";

/** An agent for each scheme, as got takes them. */
export interface AgentPair {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

/** The connections of one transport: direct ones, and those by way of each proxy. */
export interface NodeAgents {
  for(url: URL): Promise<AgentPair>;
  destroy(): void;
}

/** Makes the agents of a transport on `node:http`. Proxy agents are loaded when a proxy is used. */
export async function nodeAgents(options: TransportOptions): Promise<NodeAgents> {
  const [http, https] = await Promise.all([import("node:http"), import("node:https")]);
  const shared = { keepAlive: true, maxSockets: options.maxSockets ?? 64, scheduling: "lifo" } as const;
  const tls = tlsSettings(options);
  const direct: AgentPair = { http: new http.Agent(shared), https: new https.Agent({ ...shared, ...tls }) };
  const byProxy = new Map<string, Promise<AgentPair>>();

  async function throughProxy(proxy: string): Promise<AgentPair> {
    checkProxy(proxy);
    const [plain, tunnel] = await Promise.all([import("http-proxy-agent"), import("https-proxy-agent")]);
    return {
      http: new plain.HttpProxyAgent(proxy, shared) as unknown as HttpAgent,
      https: new tunnel.HttpsProxyAgent(proxy, { ...shared, ...tls }) as unknown as HttpsAgent,
    };
  }

  return {
    async for(url) {
      const proxy = proxyFor(url, options.proxy, process.env);
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

/**
 * Refuses a proxy of a kind that is not spoken.
 *
 * @throws InputError `OPTION_INVALID` without the proxy's credentials
 */
export function checkProxy(proxy: string): void {
  const url = URL.parse(proxy);
  if (url !== null && (url.protocol === "http:" || url.protocol === "https:")) return;
  throw new InputError(
    "OPTION_INVALID",
    "The proxy must be an http:// or https:// URL; check the proxy option or HTTP_PROXY, HTTPS_PROXY and ALL_PROXY",
  );
}

import { environmentProxy, isProxyUrl } from "@org/http-core";
import type { Io } from "../io.js";
import type { GlobalOptions } from "./global-options.js";

/** A proxy, and what it comes from. */
export interface EffectiveProxy {
  /** URL without credentials, or `none`; null if requests to the server use no proxy. */
  readonly value: string | null;
  /** A flag, a variable, or `default`. */
  readonly source: string;
}

/**
 * The proxy that requests to a server use. A variable that the server's URL does not use is not named.
 *
 * @param globals - options of the command line
 * @param env - environment variables
 * @param server - URL of the server
 */
export function effectiveProxy(
  { proxy, proxySource }: Pick<GlobalOptions, "proxy" | "proxySource">,
  env: Io["env"],
  server: string | undefined,
): EffectiveProxy {
  if (proxy === false) return { value: "none", source: proxySource };
  if (proxy !== undefined) return { value: withoutCredentials(proxy), source: proxySource };
  const url = URL.parse(server ?? "");
  const found = url === null ? undefined : environmentProxy(url, env);
  if (found === undefined) return { value: null, source: "default" };
  return { value: withoutCredentials(found.url), source: `environment ${found.variable}` };
}

function withoutCredentials(text: string): string {
  if (!isProxyUrl(text)) return "not the URL of a proxy";
  const { protocol, host } = new URL(text);
  return `${protocol}//${host}`;
}

import type { Io } from "../io.js";
import type { GlobalOptions } from "./global-options.js";

/** In the order in which the transport looks for them. */
const variables = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"];

/** A proxy, and what it comes from. */
export interface EffectiveProxy {
  /** URL without credentials, or `none`; null if no proxy is configured. */
  readonly value: string | null;
  /** A flag, a variable, or `default`. */
  readonly source: string;
}

/**
 * The proxy that is configured. Requests to this machine, and to hosts that `NO_PROXY` lists, don't use it.
 *
 * @param globals - options of the command line
 * @param env - environment variables
 */
export function effectiveProxy({ proxy }: Pick<GlobalOptions, "proxy">, env: Io["env"]): EffectiveProxy {
  if (proxy === false) return { value: "none", source: "flag --proxy" };
  if (proxy !== undefined) return { value: withoutCredentials(proxy), source: "flag --proxy" };
  const variable = variables.find((name) => env[name]);
  if (variable === undefined) return { value: null, source: "default" };
  return { value: withoutCredentials(env[variable] ?? ""), source: `environment ${variable}` };
}

function withoutCredentials(text: string): string {
  const url = URL.parse(text.includes("://") ? text : `http://${text}`);
  return url === null ? "not a URL" : `${url.protocol}//${url.host}`;
}

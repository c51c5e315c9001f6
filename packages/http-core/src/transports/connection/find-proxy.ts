import type { Target } from "../../http/target.js";
import { bypassesProxy } from "./no-proxy.js";
import { parseProxy, type Proxy } from "./proxy.js";

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds the proxy for a URL: the explicit one, or that of the environment. The environment's is not used for loopback.
 *
 * @param url - of the request
 * @param explicit - URL of a proxy, `false` for none, `undefined` for the environment
 * @param environment - `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`; lower case wins over upper case
 * @returns URL of the proxy; `undefined` for none
 */
export function proxyFor(
  url: Target,
  explicit: string | false | undefined,
  environment: Environment,
): string | undefined {
  if (explicit !== undefined) return explicit === false ? undefined : explicit;
  const scheme = url.protocol.slice(0, -1);
  const found = readVariable(environment, `${scheme}_proxy`) || readVariable(environment, "all_proxy");
  if (found === "" || bypassesProxy(url, readVariable(environment, "no_proxy"))) return undefined;
  return found.includes("://") ? found : `http://${found}`;
}

/**
 * Makes a function that finds the proxy for a URL. It remembers the result for the last origin, because reading the
 * environment is slow, and returns the same object for the same proxy.
 *
 * @param explicit - see {@link proxyFor}
 * @returns a function that throws InputError `OPTION_INVALID` for a proxy that is no http or https URL
 */
export function proxyFinder(explicit: string | false | undefined): (url: Target) => Proxy | undefined {
  const known = new Map<string, Proxy>();
  let last: { readonly origin: string; readonly proxy: Proxy | undefined } | undefined;

  function find(url: Target): Proxy | undefined {
    const text = proxyFor(url, explicit, process.env);
    if (text === undefined) return undefined;
    const proxy = known.get(text) ?? parseProxy(text);
    known.set(text, proxy);
    return proxy;
  }

  return (url) => {
    const { origin } = url;
    if (last?.origin !== origin) last = { origin, proxy: find(url) };
    return last.proxy;
  };
}

function readVariable(environment: Environment, name: string): string {
  return (environment[name] ?? environment[name.toUpperCase()] ?? "").trim();
}

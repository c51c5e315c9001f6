import type { Target } from "../../http/target.js";
import { bypassesProxy } from "./no-proxy.js";
import { parseProxy, type Proxy } from "./proxy.js";

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy that the environment names. */
export interface EnvironmentProxy {
  /** The value of the variable, which may contain a password; `http://` is added if it has no scheme. */
  readonly url: string;
  /** Name of the variable, for example `HTTPS_PROXY`. */
  readonly variable: string;
}

/**
 * Finds the proxy of the environment that transports use for a URL. It is not used for loopback and for hosts that
 * `NO_PROXY` lists. An empty variable is treated as unset, and a name in lower case takes precedence over upper case.
 *
 * @param url - of the request
 * @param environment - `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`
 * @returns `undefined` for none
 */
export function environmentProxy(
  url: Pick<URL, "protocol" | "hostname" | "port">,
  environment: Readonly<Record<string, string | undefined>>,
): EnvironmentProxy | undefined {
  const scheme = url.protocol.slice(0, -1);
  const found = findVariable(environment, `${scheme}_proxy`) ?? findVariable(environment, "all_proxy");
  if (found === undefined || bypassesProxy(url, findVariable(environment, "no_proxy")?.value ?? "")) return undefined;
  const { value, variable } = found;
  return { url: value.includes("://") ? value : `http://${value}`, variable };
}

/**
 * Finds the proxy for a URL: the explicit one, or that of the environment.
 *
 * @param url - of the request
 * @param explicit - URL of a proxy, `false` for none, `undefined` for the environment
 * @param environment - see {@link environmentProxy}
 * @returns URL of the proxy, and the variable that names it, if one does; `undefined` for no proxy
 */
export function proxyFor(
  url: Target,
  explicit: string | false | undefined,
  environment: Environment,
): { readonly url: string; readonly variable?: string } | undefined {
  if (explicit !== undefined) return explicit === false ? undefined : { url: explicit };
  return environmentProxy(url, environment);
}

/**
 * Makes a function that finds the proxy for a URL. It remembers the result for the last origin, because reading the
 * environment is slow, and returns the same object for the same proxy.
 *
 * @param explicit - see {@link proxyFor}
 * @returns a function that throws InputError `OPTION_INVALID` that names the variable, for a text that is not the URL
 * of a proxy
 */
export function proxyFinder(explicit: string | false | undefined): (url: Target) => Proxy | undefined {
  const known = new Map<string, Proxy>();
  let last: { readonly origin: string; readonly proxy: Proxy | undefined } | undefined;

  function find(url: Target): Proxy | undefined {
    const found = proxyFor(url, explicit, process.env);
    if (found === undefined) return undefined;
    const proxy = known.get(found.url) ?? parseProxy(found.url, found.variable);
    known.set(found.url, proxy);
    return proxy;
  }

  return (url) => {
    const { origin } = url;
    if (last?.origin !== origin) last = { origin, proxy: find(url) };
    return last.proxy;
  };
}

function findVariable(
  environment: Environment,
  name: string,
): { readonly value: string; readonly variable: string } | undefined {
  for (const variable of [name, name.toUpperCase()]) {
    const value = Object.hasOwn(environment, variable) ? (environment[variable] ?? "").trim() : "";
    if (value !== "") return { value, variable };
  }
  return undefined;
}

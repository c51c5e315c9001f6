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
  if (found === undefined || bypassesProxy(url, findVariable(environment, "no_proxy")?.[0] ?? "")) return undefined;
  const [value, variable] = found;
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

/** What a transport makes for each proxy that it uses, and once for none. */
export class ByProxy<T extends object> {
  readonly #explicit: string | false | undefined;
  readonly #create: (proxy: Proxy | undefined) => T;
  readonly #made = new Map<string | undefined, T>();
  #last: { readonly origin: string; readonly made: T } | undefined;

  /**
   * @param explicit - see {@link proxyFor}
   * @param create - called once for each proxy
   */
  constructor(explicit: string | false | undefined, create: (proxy: Proxy | undefined) => T) {
    this.#explicit = explicit;
    this.#create = create;
  }

  /**
   * What is made for the proxy of a URL. The last origin is remembered, because reading the environment is slow.
   *
   * @throws InputError `OPTION_INVALID` that names the variable of the environment whose text is not the URL of a proxy
   */
  for(url: Target): T {
    const { origin } = url;
    if (this.#last?.origin !== origin) this.#last = { origin, made: this.#find(url) };
    return this.#last.made;
  }

  /** All that has been made. */
  values(): Iterable<T> {
    return this.#made.values();
  }

  #find(url: Target): T {
    const found = proxyFor(url, this.#explicit, process.env);
    const proxy = found?.url;
    const made = this.#made.get(proxy) ?? this.#create(found && parseProxy(found.url, found.variable));
    this.#made.set(proxy, made);
    return made;
  }
}

function findVariable(environment: Environment, name: string): readonly [value: string, name: string] | undefined {
  for (const variable of [name, name.toUpperCase()]) {
    const value = Object.hasOwn(environment, variable) ? (environment[variable] ?? "").trim() : "";
    if (value !== "") return [value, variable];
  }
  return undefined;
}

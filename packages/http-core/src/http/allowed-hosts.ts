import { refuseOption } from "../authoring/check-options.js";
import { readOrigin } from "../authoring/origin.js";
import { isLoopbackHost } from "../authoring/server-url.js";
import { InputError } from "../errors.js";
import { redactUrl } from "../redaction/redact.js";
import type { Target, UrlBase } from "./target.js";

/** What decides which hosts may be reached. */
export interface HostOptions {
  /** The hosts that a caller lists, as {@link readHosts} reads them; `undefined` if the caller lists none. */
  readonly hosts: readonly string[] | undefined;
  /** The base URL, if there is one. */
  readonly base: UrlBase | undefined;
  /** Origins of the scheme, if there is one. */
  readonly origins: readonly string[] | undefined;
  /** True if an `http://` origin in `hosts`, or of the base URL, may be reached by plain http. */
  readonly allowHttp: boolean;
}

/**
 * Returns the hosts that may be reached: those that a caller lists, otherwise the host of the base URL and those of the scheme.
 *
 * @param options - see {@link HostOptions}
 * @returns `undefined`, which allows every https host, without any of them
 * @throws InputError `OPTION_INVALID`
 */
export function allowedHosts({ hosts, base, origins, allowHttp }: HostOptions): readonly string[] | undefined {
  const plainBase = allowHttp && base?.protocol === "http:" ? [base.origin] : [];
  if (hosts !== undefined)
    return withPlainOrigins(readHosts("hosts", hosts, allowHttp), [...plainBase, ...(origins ?? [])]);
  if (base === undefined && origins === undefined) return undefined;
  const own = base === undefined ? [] : [isLoopbackHost(base.hostname) ? base.origin : (plainBase[0] ?? base.host)];
  return [...own, ...readSchemeOrigins("auth.origins", origins ?? [])];
}

/**
 * Checks that a URL may be sent to: https, http on loopback, or http to an origin that the list has with `http://`; with a
 * host and port of the list.
 *
 * @param url - the same object that is sent
 * @param hosts - `undefined` allows every https host; an empty list allows none
 * @throws InputError `URL_NOT_ALLOWED`
 */
export function checkAllowed(url: Target, hosts: readonly string[] | undefined): void {
  if (url.protocol !== "https:" && !isPlainAllowed(url, hosts)) {
    notAllowed(
      url,
      "use https; http is allowed for localhost, for origins that the scheme lists with http://, and with allowHttp: true for those in hosts and baseUrl",
    );
  }
  if (url.hostname.endsWith(".")) notAllowed(url, "its host ends with a dot");
  if (hosts !== undefined && !hosts.includes(url.host) && !hosts.includes(url.origin)) {
    notAllowed(url, `its host is not in the allow-list (${hosts.join(", ") || "empty"})`);
  }
}

function isPlainAllowed(url: Target, hosts: readonly string[] | undefined): boolean {
  return url.protocol === "http:" && (isLoopbackHost(url.hostname) || hosts?.includes(url.origin) === true);
}

/**
 * Returns true for plain http to another machine.
 *
 * @param url - parsed
 */
export function isPlainHttp({ protocol, hostname }: Target): boolean {
  return protocol === "http:" && !isLoopbackHost(hostname);
}

/**
 * Returns true for a URL at an allowed host.
 *
 * @param url - parsed
 * @param entry - of an allow-list: a host with port, or an origin
 */
export function matchesEntry(url: Target, entry: string): boolean {
  return entry === url.host || entry === url.origin;
}

/**
 * Reads a list of allowed hosts. A loopback host with `https://` or `http://` is allowed by that protocol only.
 *
 * @param name - of the option that holds the list
 * @param entries - each a `host`, `host:port` or origin
 * @param allowHttp - true if any host with `http://` is allowed by that protocol only. Default false: it is allowed by https
 * @returns hosts with ports, or origins, normalized as `URL.host` and `URL.origin` are
 * @throws InputError `OPTION_INVALID` if the entries are not a list, and for one that does not name one exact host
 */
export function readHosts(name: string, entries: readonly string[], allowHttp: boolean = false): readonly string[] {
  return readList(name, entries, allowHttp ? isProtocolOfPlain : isProtocolOfLoopback);
}

/**
 * Reads the origins of a scheme as {@link readHosts} does. A host that is written with `http://` may be reached by
 * plain http, and not by https.
 *
 * @param name - of the member that holds the list
 * @param origins - declared by the scheme
 * @throws InputError `OPTION_INVALID`
 */
export function readSchemeOrigins(name: string, origins: readonly string[]): readonly string[] {
  return readList(name, origins, isProtocolOfPlain);
}

/**
 * Adds plain http origins to a list of a caller that has their hosts: a scheme, or the base URL, says by which protocol they are
 * reached.
 *
 * @param hosts - read by {@link readHosts}; `undefined` allows every https host
 * @param origins - declared by the scheme, or of the base URL
 */
export function withPlainOrigins(
  hosts: readonly string[] | undefined,
  origins: readonly string[],
): readonly string[] | undefined {
  if (hosts === undefined || !origins.some(isWrittenPlain)) return hosts;
  const plain = readSchemeOrigins("auth.origins", origins.filter(isWrittenPlain));
  return [...hosts, ...plain.filter((origin) => hosts.includes(new URL(origin).host))];
}

/** Tells whether the protocol of an entry matters. */
type ProtocolTest = (entry: string, hostname: string) => boolean;

/** Of the hosts of a caller, only loopback may be reached by two protocols. */
function isProtocolOfLoopback(entry: string, hostname: string): boolean {
  return isLoopbackHost(hostname) && entry.includes("://");
}

/** Origins that are written with `http://` are reached by it. */
function isProtocolOfPlain(entry: string, hostname: string): boolean {
  return isWrittenPlain(entry) || isProtocolOfLoopback(entry, hostname);
}

function isWrittenPlain(entry: string): boolean {
  return !entry.startsWith("https://") && /^http:\/\//i.test(entry);
}

function readList(name: string, entries: readonly string[], isProtocolKept: ProtocolTest): readonly string[] {
  if (!Array.isArray(entries)) refuseOption(name, "a list of hosts");
  return Object.freeze(
    entries.map((entry, index) => {
      const origin = readOrigin(`${name}[${index}]`, entry);
      const { hostname, host } = new URL(origin);
      return isProtocolKept(String(entry), hostname) ? origin : host;
    }),
  );
}

function notAllowed(url: Target, why: string): never {
  throw new InputError("URL_NOT_ALLOWED", `URL ${redactUrl(url.href)} is not allowed: ${why}`);
}

import { refuseOption } from "../authoring/check-options.js";
import { readOrigin } from "../authoring/origin.js";
import { isLoopbackHost } from "../authoring/server-url.js";
import { InputError } from "../errors.js";
import { redactUrl } from "../redaction/redact.js";
import type { Target, UrlBase } from "./target.js";

/**
 * Returns the hosts that a session may send to if its options list none: the host of its base URL and those of its scheme.
 *
 * @param base - of the session, if it has one
 * @param origins - of the scheme, if there is one
 * @returns `undefined`, which allows every https host, without base URL and scheme
 */
export function allowedHosts(
  base: UrlBase | undefined,
  origins: readonly string[] | undefined,
): readonly string[] | undefined {
  if (base === undefined && origins === undefined) return undefined;
  const own = base === undefined ? [] : [isLoopbackHost(base.hostname) ? base.origin : base.host];
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
      "use https; http is allowed for localhost only, and for origins that the scheme lists with http://",
    );
  }
  if (url.hostname.endsWith(".")) notAllowed(url, "its host ends with a dot");
  if (hosts !== undefined && !hosts.some((entry) => matchesEntry(url, entry))) {
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
 * @returns hosts with ports, or origins, normalized as `URL.host` and `URL.origin` are
 * @throws InputError `OPTION_INVALID` if the entries are not a list, and for one that does not name one exact host
 */
export function readHosts(name: string, entries: readonly string[]): readonly string[] {
  return readList(name, entries, isProtocolOfLoopback);
}

/**
 * Reads the origins of a scheme as {@link readHosts} does. One that is written with `http://` is allowed by plain http, and
 * not by https.
 *
 * @param name - of the member that holds the list
 * @param origins - declared by the scheme
 * @throws InputError `OPTION_INVALID`
 */
export function readSchemeOrigins(name: string, origins: readonly string[]): readonly string[] {
  return readList(name, origins, (entry, hostname) => isWrittenPlain(entry) || isProtocolOfLoopback(entry, hostname));
}

/**
 * Adds the plain http origins of a scheme to a list of a caller that has their hosts: the scheme says by which protocol
 * they are reached.
 *
 * @param hosts - read by {@link readHosts}; `undefined` allows every https host
 * @param origins - declared by the scheme
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

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
  return [...own, ...readHosts("auth.origins", origins ?? [])];
}

/**
 * Checks that a URL may be sent to: https, or http on loopback, with a host and port of the list.
 *
 * @param url - the same object that is sent
 * @param hosts - `undefined` allows every https host; an empty list allows none
 * @throws InputError `URL_NOT_ALLOWED`
 */
export function checkAllowed(url: Target, hosts: readonly string[] | undefined): void {
  const isLoopback = isLoopbackHost(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback)) {
    notAllowed(url, "use https; http is allowed for localhost only");
  }
  if (url.hostname.endsWith(".")) notAllowed(url, "its host ends with a dot");
  if (hosts !== undefined && !hosts.some((entry) => matchesEntry(url, entry))) {
    notAllowed(url, `its host is not in the allow-list (${hosts.join(", ") || "empty"})`);
  }
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
  if (!Array.isArray(entries)) refuseOption(name, "a list of hosts");
  return Object.freeze(entries.map((entry, index) => readEntry(`${name}[${index}]`, entry)));
}

/** Only a loopback host may be reached by two protocols, so only there the protocol matters. */
function readEntry(name: string, entry: unknown): string {
  const origin = readOrigin(name, entry);
  const { hostname, host } = new URL(origin);
  return isLoopbackHost(hostname) && String(entry).includes("://") ? origin : host;
}

function notAllowed(url: Target, why: string): never {
  throw new InputError("URL_NOT_ALLOWED", `URL ${redactUrl(url.href)} is not allowed: ${why}`);
}

import { isLoopbackHost } from "../authoring/server-url.js";
import { InputError } from "../errors.js";
import { redactUrl } from "../redaction/redact.js";
import type { Target, UrlBase } from "./target.js";

/**
 * Returns the hosts that a session may send to if its options list none: the host of its base URL and those of its scheme.
 *
 * @param base - of the session, if it has one
 * @param origins - of the scheme; default none
 * @returns `undefined`, which allows every https host, without base URL and origins
 */
export function allowedHosts(
  base: UrlBase | undefined,
  origins: readonly string[] = [],
): readonly string[] | undefined {
  if (base === undefined && origins.length === 0) return undefined;
  const own = base === undefined ? [] : [base.host];
  return [...own, ...readHosts(origins)];
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
  if (hosts !== undefined && !hosts.includes(url.host)) {
    notAllowed(url, `its host is not in the allow-list (${hosts.join(", ") || "empty"})`);
  }
}

/**
 * Reads a list of allowed hosts.
 *
 * @param entries - each a `host`, `host:port` or origin
 * @returns hosts with ports, normalized as `URL.host` is
 * @throws InputError `OPTION_INVALID` for an entry that names no exact host
 */
export function readHosts(entries: readonly string[]): readonly string[] {
  return Object.freeze(entries.map(readHost));
}

function readHost(entry: unknown): string {
  const text = typeof entry === "string" ? entry : "";
  const authority = text.replace(/^https?:\/\//i, "");
  if (!/^(\[[0-9a-f:.]+\]|[a-z0-9-]+(\.[a-z0-9-]+)*)(:\d{1,5})?$/i.test(authority)) {
    throw new InputError("OPTION_INVALID", `hosts entry ${JSON.stringify(entry)} must be a host, host:port or origin`);
  }
  const scheme = /^http:\/\//i.test(text) ? "http" : "https";
  return new URL(`${scheme}://${authority}`).host;
}

function notAllowed(url: Target, why: string): never {
  throw new InputError("URL_NOT_ALLOWED", `URL ${redactUrl(url.href)} is not allowed: ${why}`);
}

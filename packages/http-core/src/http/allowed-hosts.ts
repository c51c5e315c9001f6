import { isLoopbackHost } from "../authoring/server-url.js";
import { InputError } from "../errors.js";
import { redactUrl } from "../redaction/redact.js";
import type { Target } from "./target.js";
import type { BaseUrl } from "./url.js";

/**
 * The hosts a session may reach when it has no list of its own: that of its base URL and those of its scheme. With
 * neither, every https host.
 */
export function allowedHosts(
  base: BaseUrl | undefined,
  origins: readonly string[] = [],
): readonly string[] | undefined {
  if (base === undefined && origins.length === 0) return undefined;
  const own = base === undefined ? [] : [base.host];
  return [...own, ...readHosts(origins)];
}

/**
 * Judges a URL: https, or http on loopback, no userinfo, an exact host from the list, a listed port.
 *
 * @param url - from {@link resolveUrl}, the same object that is sent
 * @param hosts - `undefined` allows every https host; an empty list allows none
 * @throws InputError `URL_NOT_ALLOWED`
 */
export function checkAllowed(url: Target, hosts: readonly string[] | undefined): void {
  const isLoopback = isLoopbackHost(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback)) {
    notAllowed(url, "only https is sent to; http to loopback alone");
  }
  if (url.hostname.endsWith(".")) notAllowed(url, "its host ends with a dot");
  if (hosts !== undefined && !hosts.includes(url.host)) {
    notAllowed(url, `its host is not in the allow-list (${hosts.join(", ") || "empty"})`);
  }
}

/**
 * Reads an allow-list's entries: `host`, `host:port` or an origin.
 *
 * @returns hosts as a parsed URL spells them
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

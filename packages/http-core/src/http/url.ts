import { InputError } from "../errors.js";
import { redactUrl } from "../redaction/redact.js";
import { plainTarget, type Place, type Target } from "./target.js";

/** A query parameter's value; a list repeats the name, `null` removes it, `undefined` leaves it out. */
export type ParamValue = string | number | boolean | null | undefined;

/** Query parameters: an object, pairs in order, or `URLSearchParams`. */
export type Params =
  | URLSearchParams
  | Iterable<readonly [string, ParamValue]>
  | Readonly<Record<string, ParamValue | readonly ParamValue[]>>;

const longestUrl = 8192;
// WHATWG parsers drop or rewrite these silently, so that two readers of one text can see two hosts.
const illegal = /[\s\p{Cc}\\]/u;
const absolute = /^(https?):\/\/([^/?#]+)/i;
const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** What of a base URL counts when paths are joined to it. */
export interface BaseUrl extends Place {
  readonly path: string;
}

/**
 * Reads a base URL.
 *
 * @param input - text or a `URL`
 * @throws InputError `URL_INVALID`
 */
export function readBase(input: string | URL): BaseUrl {
  const { origin, protocol, host, hostname, port, pathname } = parseAbsolute(textOf(input));
  return { origin, protocol, host, hostname, port, path: pathname };
}

/**
 * The URL a call means: a path joined under the base, or an absolute URL. It is never resolved as a reference.
 *
 * @param input - text or a `URL`
 * @param base - for paths; its own path is kept in front
 * @throws InputError `URL_INVALID` before anything is looked up
 */
export function resolveUrl(input: string | URL, base?: BaseUrl): Target {
  const text = textOf(input);
  if (base === undefined || /^[a-z][a-z0-9+.-]*:/i.test(text)) return parseAbsolute(text);
  if (text.startsWith("//")) refuse(text, "a path that begins with // would name another host");
  const path = joinedPath(base, text);
  const joined = base.origin + path;
  if (joined.length <= longestUrl) {
    const target = plainTarget(base, path);
    if (target !== undefined) return target;
  }
  checkText(joined);
  return parse(joined);
}

/**
 * Adds merged parameters to a URL's query.
 *
 * @param url - keeps the query it has
 * @param layers - lowest precedence first
 */
export function withParams(url: Target, ...layers: readonly (Params | undefined)[]): Target {
  if (layers.every((layer) => layer === undefined)) return url;
  const pairs = mergeParams(...layers);
  if (pairs.length === 0) return url;
  const result = new URL(url.href);
  const added = new URLSearchParams(pairs).toString();
  result.search = result.search === "" ? added : `${result.search}&${added}`;
  return result;
}

/**
 * Merges parameters, layer over layer: a name in a later layer replaces it in the earlier ones.
 *
 * @param layers - lowest precedence first
 */
export function mergeParams(...layers: readonly (Params | undefined)[]): [string, string][] {
  const merged = new Map<string, string[]>();
  for (const layer of layers) for (const [name, values] of grouped(layer)) merged.set(name, values);
  return [...merged].flatMap(([name, values]) => values.map((value): [string, string] => [name, value]));
}

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
  const isLoopback = loopback.has(url.hostname);
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

/** The origin of a text URL, as a parsed URL spells it. */
export function originOf(url: string): string {
  return new URL(url).origin;
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

function textOf(input: string | URL): string {
  if (typeof input === "string") return input;
  if (input instanceof URL) return input.href;
  throw new InputError("URL_INVALID", "A URL must be a string or a URL object");
}

function parseAbsolute(text: string): URL {
  checkText(text);
  const match = absolute.exec(text);
  if (match === null) refuse(text, "must be an absolute https URL, or a path where the session has a baseUrl");
  checkAuthority(text, match[2] ?? "");
  return parse(text);
}

/** Parses a text that has been checked. */
function parse(text: string): URL {
  const url = URL.parse(text);
  if (url === null) refuse(text, "can't be parsed");
  if (text.includes("#")) url.hash = "";
  return url;
}

function checkText(text: string): void {
  if (text.length > longestUrl) refuse(text, `longer than ${longestUrl} characters`);
  if (illegal.test(text)) refuse(text, "has a space, control character or backslash");
}

function checkAuthority(text: string, authority: string): void {
  if (authority.includes("@")) refuse(text, "must not hold a user name or password");
  if (authority.includes("%")) refuse(text, "has a percent sign in its host");
  if (!/^[\x21-\x7e]+$/.test(authority)) refuse(text, "has a host outside ASCII; give its xn-- form");
}

function joinedPath(base: BaseUrl, text: string): string {
  const end = text.indexOf("#");
  const bare = end < 0 ? text : text.slice(0, end);
  if (bare === "" || bare.startsWith("?")) return `${base.path}${bare}`;
  const folder = base.path.endsWith("/") ? base.path.replace(/\/+$/, "") : base.path;
  return bare.startsWith("/") ? `${folder}${bare}` : `${folder}/${bare}`;
}

function grouped(layer: Params | undefined): Map<string, string[]> {
  const result = new Map<string, string[]>();
  for (const [name, value] of paramEntries(layer)) {
    const values = Array.isArray(value) ? value : [value];
    const known = result.get(name) ?? [];
    if (values.every((item) => item === undefined)) continue;
    result.set(name, [...known, ...values.filter((item) => item !== null && item !== undefined).map(paramText)]);
  }
  return result;
}

function paramEntries(layer: Params | undefined): Iterable<readonly [string, unknown]> {
  if (layer === undefined) return [];
  return Symbol.iterator in layer ? layer : Object.entries(layer);
}

function paramText(value: unknown): string {
  if (typeof value === "string" || typeof value === "boolean") return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  throw new InputError("OPTION_INVALID", "params take strings, finite numbers, booleans and lists of them");
}

function refuse(text: string, why: string): never {
  throw new InputError("URL_INVALID", `URL ${redactUrl(text)}: ${why}`);
}

function notAllowed(url: Target, why: string): never {
  throw new InputError("URL_NOT_ALLOWED", `URL ${redactUrl(url.href)} is not allowed: ${why}`);
}

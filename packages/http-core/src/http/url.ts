import { InputError } from "../errors.js";
import { redactUrl } from "../redaction/redact.js";
import { plainTarget, type Place, type Target } from "./target.js";

const longestUrl = 8192;
// WHATWG parsers drop or rewrite these silently, so that two readers of one text can see two hosts.
const illegal = /[\s\p{Cc}\\]/u;
const absolute = /^(https?):\/\/([^/?#]+)/i;

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

/** The origin of a text URL, as a parsed URL spells it. */
export function originOf(url: string): string {
  return new URL(url).origin;
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

function refuse(text: string, why: string): never {
  throw new InputError("URL_INVALID", `URL ${redactUrl(text)}: ${why}`);
}

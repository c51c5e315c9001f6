import { InputError } from "../errors.js";
import { redactUrl } from "../redaction/redact.js";
import { leadsUpwards } from "./dot-segments.js";
import { plainTarget, type Target, type UrlBase } from "./target.js";
import { isUrl } from "../util/realms.js";

/** Maximum length of a URL, in characters. */
const maxUrlLength = 8192;
/** URL parsers drop or rewrite these silently, so two parsers can see different hosts in one text. */
const illegal = /[\s\p{Cc}\\]/u;
const absolute = /^(https?):\/\/([^/?#]+)/i;

/**
 * Reads a base URL.
 *
 * @param input - text or a `URL`
 * @throws InputError `URL_INVALID`
 */
export function readBase(input: string | URL): UrlBase {
  const { origin, protocol, host, hostname, port, pathname, search } = parseAbsolute(toText(input));
  return { origin, protocol, host, hostname, port, pathname, search };
}

/**
 * Makes the URL of a call from a path under the base, or from an absolute URL. Relative references are not resolved, and
 * a path never leads out of the base's own path. The query of the base comes first, then that of the path.
 *
 * @param input - text or a `URL`
 * @param base - for paths, which are appended to its own path
 * @throws InputError `URL_INVALID`
 */
export function resolveUrl(input: string | URL, base?: UrlBase): Target {
  const text = toText(input);
  if (base === undefined || hasProtocol(text)) return parseAbsolute(text);
  if (text.startsWith("//")) refuse(text, "a path that begins with // would name another host");
  const path = joinPath(base, text);
  const joined = base.origin + path;
  if (joined.length <= maxUrlLength) {
    const target = plainTarget(base, path);
    if (target !== undefined) return target;
  }
  checkText(joined);
  return parse(joined);
}

/** Returns the origin of an absolute URL, normalized. */
export function originOf(url: string): string {
  return new URL(url).origin;
}

/**
 * Normalizes an origin as `URL.origin` is. Without a protocol it is https.
 *
 * @param entry - of a list of origins; an entry that is not an origin stays as it is
 */
export function normalizeOrigin(entry: string): string {
  return URL.parse(entry.includes("://") ? entry : `https://${entry}`)?.origin ?? entry;
}

/** Most texts are paths, for which one character says it. */
function hasProtocol(text: string): boolean {
  return !text.startsWith("/") && /^[a-z][a-z0-9+.-]*:/i.test(text);
}

function toText(input: string | URL): string {
  if (typeof input === "string") return input;
  if (isUrl(input)) return input.href;
  throw new InputError("URL_INVALID", "A URL must be a string or a URL object");
}

function parseAbsolute(text: string): URL {
  checkText(text);
  const match = absolute.exec(text);
  if (match === null) refuse(text, "must be an absolute https URL, or a path where the session has a baseUrl");
  checkAuthority(text, match[2] ?? "");
  return parse(text);
}

/** Parses a checked text, and drops its fragment. */
function parse(text: string): URL {
  const url = URL.parse(text);
  if (url === null) refuse(text, "can't be parsed");
  if (text.includes("#")) url.hash = "";
  return url;
}

function checkText(text: string): void {
  if (text.length > maxUrlLength) refuse(text, `longer than ${maxUrlLength} characters`);
  if (illegal.test(text)) refuse(text, "has a space, control character or backslash");
}

function checkAuthority(text: string, authority: string): void {
  if (authority.includes("@")) refuse(text, "must not hold a user name or password");
  if (authority.includes("%")) refuse(text, "has a percent sign in its host");
  if (!/^[\x21-\x7e]+$/.test(authority)) refuse(text, "has a host outside ASCII; give its xn-- form");
}

function joinPath(base: UrlBase, text: string): string {
  const end = text.indexOf("#");
  const bare = end < 0 ? text : text.slice(0, end);
  const queryAt = bare.indexOf("?");
  const path = queryAt < 0 ? bare : bare.slice(0, queryAt);
  const query = queryAt < 0 ? "" : bare.slice(queryAt);
  const folder = base.pathname === "/" ? "" : base.pathname.replace(/(?<!\/)\/+$/, "");
  if (folder !== "" && leadsUpwards(path)) refuse(text, "its dot segments lead out of the path of baseUrl");
  return joinPathname(base.pathname, folder, path) + joinQuery(base.search, query);
}

function joinPathname(whole: string, folder: string, path: string): string {
  if (path === "") return whole;
  return path.startsWith("/") ? folder + path : `${folder}/${path}`;
}

/** Joins two queries, each empty or with its question mark. */
function joinQuery(first: string, second: string): string {
  return first === "" || second === "" ? first + second : `${first}&${second.slice(1)}`;
}

function refuse(text: string, why: string): never {
  throw new InputError("URL_INVALID", `URL ${redactUrl(text)}: ${why}`);
}

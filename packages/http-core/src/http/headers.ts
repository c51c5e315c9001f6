import { InputError } from "../errors.js";
import { quoteName } from "../util/names/quote-name.js";
import { HeaderList } from "./header-list.js";
import { pairsOf } from "../authoring/pairs.js";

/**
 * Headers as callers give them: `Headers`, pairs, or an object. In an object an array gives several values, `null` removes
 * a header, and `undefined` leaves it as it is.
 */
export type HeadersInit =
  | Headers
  | Iterable<readonly [string, string]>
  | Readonly<Record<string, string | readonly string[] | null | undefined>>;

const tokenPattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const callerValuePattern = /^[\x20-\x7e\t]*$/;
/** All characters that a header value can have (RFC 9110 section 5.5). */
const wireValuePattern = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Headers that only the core and the transport set, because they frame or route the message (RFC 9110 section 7.6.1, RFC 9112). */
export const reservedHeaders: ReadonlySet<string> = new Set([
  "host",
  "content-length",
  "transfer-encoding",
  "connection",
  "upgrade",
  "te",
  "trailer",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "expect",
  "http2-settings",
]);

/** Headers that can't have several values. */
const singular = new Set(["authorization", "cookie"]);

/**
 * Merges headers; names are compared without case. The arguments are not changed.
 *
 * @param layers - later ones override earlier ones
 * @throws InputError `HEADER_INVALID` that names the header and never its value
 */
export function mergeCallerHeaders(...layers: readonly (HeadersInit | undefined)[]): HeaderList {
  const merged = new HeaderList();
  for (const layer of layers) setCallerHeaders(merged, layer);
  return merged;
}

/**
 * Sets headers of a caller over those of a list, by the strict rules for callers.
 *
 * @param headers - is changed
 * @param layer - headers of a call or session
 * @throws InputError `HEADER_INVALID`
 */
export function setCallerHeaders(headers: HeaderList, layer: HeadersInit | undefined): void {
  if (layer === undefined) return;
  if (typeof layer !== "object" || layer === null) refuse("option", "headers must be an object, pairs or Headers");
  const pairs = pairsOf<string | readonly string[] | null | undefined>("headers", layer);
  const values = new Map<string, string | null>();
  for (const [spelling, value] of pairs) {
    if (value === undefined) continue;
    const name = spelling.toLowerCase();
    if (values.has(name)) refuse(spelling, "is given twice, with different upper and lower case");
    values.set(name, value === null ? null : readCallerValue(name, value));
  }
  headers.setAll(values);
}

/**
 * Headers of a request or response that a transport, a scheme or middleware makes. Only what HTTP can't carry is refused:
 * a server may send more than a caller may set. White space around a value is left out, and repeated headers are joined.
 *
 * @param init - a `HeaderList` or `Headers` is used without a copy
 * @throws InputError `HEADER_INVALID` that names the header and never its value
 */
export function toWireHeaders(init: HeadersInit): HeaderList {
  if (init instanceof HeaderList) return init;
  if (isHeaders(init)) return HeaderList.over(init);
  const list = new HeaderList();
  setWireHeaders(list, init);
  return list;
}

/**
 * Sets headers over those of a list, by the rules of {@link toWireHeaders}.
 *
 * @param headers - is changed
 * @throws InputError `HEADER_INVALID`
 */
export function setWireHeaders(headers: HeaderList, change: HeadersInit): void {
  const pairs = pairsOf<unknown>("headers", change);
  for (const [name] of pairs) if (!tokenPattern.test(name)) refuse(quoteName(name), "is not a legal name");
  // All old values go first, since a name may occur several times in the change.
  for (const [name, value] of pairs) if (value !== undefined) headers.delete(name);
  for (const [name, value] of pairs) {
    if (Array.isArray(value)) for (const each of value) headers.append(name, readWireValue(name, String(each)));
    else if (value !== null && value !== undefined) headers.append(name, readWireValue(name, String(value)));
  }
}

function readWireValue(name: string, value: string): string {
  const text = value.trim() === value ? value : value.replace(edges, "");
  if (!wireValuePattern.test(text)) refuse(name, "has a character that no header can carry");
  return text;
}

/** `Headers` of any implementation: a caller may use those of the undici package. */
function isHeaders(init: HeadersInit): init is Headers {
  return "getSetCookie" in init && typeof init.getSetCookie === "function";
}

const edges = /^[\t\n\r ]+|(?<![\t\n\r ])[\t\n\r ]+$/g;

/**
 * Checks one header of a caller.
 *
 * @param name - in lower case
 * @throws InputError `HEADER_INVALID`
 */
function checkCallerHeader(name: string, value: unknown): asserts value is string {
  if (!tokenPattern.test(name)) refuse(quoteName(name), "is not a legal name");
  if (reservedHeaders.has(name)) refuse(name, "is set by the transport and can't be given");
  if (typeof value !== "string") refuse(name, "must be a string, an array of strings, null or undefined");
  if (!callerValuePattern.test(value)) refuse(name, "has a character outside printable ASCII");
  if (value.trim() !== value) refuse(name, "begins or ends with white space");
}

function readCallerValue(name: string, value: string | readonly string[]): string {
  if (!Array.isArray(value)) {
    checkCallerHeader(name, value);
    return value;
  }
  if (singular.has(name)) refuse(name, "can't have several values");
  // An empty list has no item with which the name would be checked.
  if (value.length === 0) checkCallerHeader(name, "");
  for (const item of value) checkCallerHeader(name, item);
  return value.join(", ");
}

function refuse(name: string, why: string): never {
  throw new InputError("HEADER_INVALID", `Header ${name} ${why}`);
}

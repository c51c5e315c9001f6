import { InputError } from "./errors.js";
import { HeaderList } from "./header-list.js";

/** What the `Headers` constructor takes. */
export type HeadersInit = NonNullable<ConstructorParameters<typeof Headers>[0]>;

/** Headers to merge over others. In an object, `null` removes a header and `undefined` leaves it as it is. */
export type HeaderOverrides =
  | Headers
  | Iterable<readonly [string, string]>
  | Readonly<Record<string, string | readonly string[] | null | undefined>>;

/** One change: text sets a header, `null` removes it. */
type Change = readonly [name: string, value: string | null];

const tokenPattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const valuePattern = /^[\x20-\x7e\t]*$/;
/** What HTTP can carry in a value at all (RFC 9110 section 5.5). */
const fieldPattern = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Framing and routing belong to the core and the transport (RFC 9110 section 7.6.1, RFC 9112). */
const reserved = new Set([
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

const space = 0x20;
const singular = new Set(["authorization", "cookie"]);

/**
 * Merges headers, later ones over earlier ones; names compare without case. Nothing that is handed in is changed.
 *
 * @param layers - lowest precedence first
 * @throws InputError `HEADER_INVALID` that names the header and never its value
 */
export function mergeHeaders(...layers: readonly (HeaderOverrides | undefined)[]): HeaderList {
  const merged = new HeaderList();
  for (const layer of layers) overlay(merged, layer);
  return merged;
}

/**
 * Lays one layer over headers.
 *
 * @param headers - changed by it
 * @param layer - a call's or a session's headers
 * @returns the names it sets or removes, in lower case
 * @throws InputError `HEADER_INVALID`
 */
export function overlay(headers: HeaderList, layer: HeaderOverrides | undefined): readonly string[] {
  if (layer === undefined) return [];
  const names: string[] = [];
  for (const [name, value] of changes(layer)) {
    names.push(name);
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  return names;
}

/**
 * Reads what the `Headers` constructor takes, by its rules: white space around a value is left out, and repeats are
 * joined.
 *
 * @throws InputError `HEADER_INVALID` that names the header and never its value
 */
export function readHeaders(init: HeadersInit): HeaderList {
  const list = new HeaderList();
  for (const [name, value] of Symbol.iterator in init ? init : Object.entries(init)) {
    const text = withoutEdges(String(value));
    if (!tokenPattern.test(String(name))) refuse(JSON.stringify(name), "is not a legal name");
    if (!fieldPattern.test(text)) refuse(String(name), "has a character that no header can carry");
    list.append(String(name), text);
  }
  return list;
}

const edges = /^[\t\n\r ]+|[\t\n\r ]+$/g;

function withoutEdges(value: string): string {
  return value.charCodeAt(0) > space && value.charCodeAt(value.length - 1) > space ? value : value.replace(edges, "");
}

/**
 * Checks one header.
 *
 * @throws InputError `HEADER_INVALID`
 */
function checkHeader(name: string, value: unknown): asserts value is string {
  if (!tokenPattern.test(name)) refuse(JSON.stringify(name), "is not a legal name");
  if (reserved.has(name.toLowerCase())) refuse(name, "is set by the transport and can't be given");
  if (typeof value !== "string") refuse(name, "must be a string, an array of strings, null or undefined");
  if (!valuePattern.test(value)) refuse(name, "has a character outside printable ASCII");
  if (value.trim() !== value) refuse(name, "begins or ends with white space");
}

function changes(layer: HeaderOverrides): readonly Change[] {
  const seen = new Set<string>();
  const found: Change[] = [];
  for (const [given, value] of entries(layer)) {
    if (value === undefined) continue;
    const name = given.toLowerCase();
    if (seen.has(name)) refuse(given, "is given twice in one place, in different spellings");
    seen.add(name);
    found.push([name, value === null ? null : checked(name, value)]);
  }
  return found;
}

function entries(layer: HeaderOverrides): Iterable<readonly [string, string | readonly string[] | null | undefined]> {
  if (typeof layer !== "object" || layer === null) refuse("option", "headers must be an object, pairs or Headers");
  if (Symbol.iterator in layer) return layer as Iterable<readonly [string, string]>;
  return Object.entries(layer);
}

function checked(name: string, value: string | readonly string[]): string {
  if (!Array.isArray(value)) {
    checkHeader(name, value);
    return value;
  }
  if (singular.has(name)) refuse(name, "can't have several values");
  for (const item of value) checkHeader(name, item);
  return value.join(", ");
}

function refuse(name: string, why: string): never {
  throw new InputError("HEADER_INVALID", `Header ${name} ${why}`);
}

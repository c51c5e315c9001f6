import { InputError } from "../errors.js";
import type { Target } from "./target.js";

/** A query parameter's value; a list repeats the name, `null` removes it, `undefined` leaves it out. */
export type ParamValue = string | number | boolean | null | undefined;

/** Query parameters: an object, pairs in order, or `URLSearchParams`. */
export type Params =
  | URLSearchParams
  | Iterable<readonly [string, ParamValue]>
  | Readonly<Record<string, ParamValue | readonly ParamValue[]>>;

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

import { InputError } from "../errors.js";
import type { Target } from "./target.js";

/** The value of a query parameter. `null` removes the parameter of the session; `undefined` is left out. */
export type ParamValue = string | number | boolean | null | undefined;

/** Query parameters: `URLSearchParams`, pairs, or an object. In an object, a list repeats the name. */
export type Params =
  | URLSearchParams
  | Iterable<readonly [string, ParamValue]>
  | Readonly<Record<string, ParamValue | readonly ParamValue[]>>;

/**
 * Appends parameters to the query of a URL.
 *
 * @param url - its own query stays as it is
 * @param layers - later ones override earlier ones, name by name
 * @throws InputError `OPTION_INVALID` for a value that is not text, a finite number or a boolean
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
 * Merges parameters. A name in a later layer replaces the same name in earlier ones.
 *
 * @param layers - later ones override earlier ones
 * @throws InputError `OPTION_INVALID` for a value that is not text, a finite number or a boolean
 */
export function mergeParams(...layers: readonly (Params | undefined)[]): [string, string][] {
  const merged = new Map<string, string[]>();
  for (const layer of layers) for (const [name, values] of groupValues(layer)) merged.set(name, values);
  return [...merged].flatMap(([name, values]) => values.map((value): [string, string] => [name, value]));
}

function groupValues(layer: Params | undefined): Map<string, string[]> {
  const result = new Map<string, string[]>();
  for (const [name, value] of entriesOf(layer)) {
    const values = Array.isArray(value) ? value : [value];
    const known = result.get(name) ?? [];
    if (values.every((item) => item === undefined)) continue;
    result.set(name, [...known, ...values.filter((item) => item !== null && item !== undefined).map(formatParam)]);
  }
  return result;
}

function entriesOf(layer: Params | undefined): Iterable<readonly [string, unknown]> {
  if (layer === undefined) return [];
  return Symbol.iterator in layer ? layer : Object.entries(layer);
}

function formatParam(value: unknown): string {
  if (typeof value === "string" || typeof value === "boolean") return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  throw new InputError("OPTION_INVALID", "params take strings, finite numbers, booleans and lists of them");
}

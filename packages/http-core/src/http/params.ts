import { InputError } from "../errors.js";
import { pairsOf } from "../authoring/pairs.js";
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
  if (!layers.some(Boolean)) return url;
  const pairs = mergeParams(...layers);
  if (pairs.length === 0) return url;
  const result = new URL(url.href);
  const added = new URLSearchParams(pairs).toString();
  result.search = url.search.length < 2 ? added : `${url.search}&${added}`;
  return result;
}

/**
 * Merges parameters. A name in a later layer replaces the same name in earlier ones, and takes its place. Otherwise the
 * order is kept, also that of repeated names.
 *
 * @param layers - later ones override earlier ones
 * @throws InputError `OPTION_INVALID` for a value that is not text, a finite number or a boolean
 */
export function mergeParams(...layers: readonly (Params | undefined)[]): [string, string][] {
  return layers.map(readLayer).reduce<[string, string][]>(overlay, []);
}

/** The parameters that a layer sets, and the names that it sets or removes. */
interface Layer {
  readonly pairs: readonly [string, string][];
  readonly names: ReadonlySet<string>;
}

function readLayer(params: Params | undefined): Layer {
  const pairs: [string, string][] = [];
  const names = new Set<string>();
  for (const [name, value] of params === undefined ? [] : pairsOf<unknown>("params", params)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item === undefined) continue;
      names.add(name);
      if (item !== null) pairs.push([name, formatParam(item)]);
    }
  }
  return { pairs, names };
}

function overlay(lower: [string, string][], { pairs, names }: Layer): [string, string][] {
  const added = [...pairs];
  const kept = lower.flatMap((pair): [string, string][] => {
    if (!names.has(pair[0])) return [pair];
    const index = added.findIndex(([name]) => name === pair[0]);
    return index < 0 ? [] : added.splice(index, 1);
  });
  return [...kept, ...added];
}

function formatParam(value: unknown): string {
  if (typeof value === "string" || typeof value === "boolean") return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  throw new InputError("OPTION_INVALID", "params take strings, finite numbers, booleans and lists of them");
}

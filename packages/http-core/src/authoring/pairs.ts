import { refuseOption } from "./check-options.js";

/**
 * Reads pairs of name and value as callers give them: an object, whose own enumerable members are read, or pairs.
 *
 * @param option - for messages
 * @param source - of the caller
 * @throws InputError `OPTION_INVALID` for anything else
 */
export function pairsOf<V>(option: string, source: Iterable<readonly [string, V]> | object): (readonly [string, V])[] {
  if (typeof source !== "object" || source === null) refuseSource(option);
  if (!(Symbol.iterator in source)) return Object.entries(source) as [string, V][];
  const pairs: (readonly [string, V])[] = [];
  for (const pair of source as Iterable<unknown>) {
    const isPair = Array.isArray(pair) && pair.length === 2 && typeof pair[0] === "string";
    if (!isPair) refuseSource(option);
    pairs.push(pair as unknown as readonly [string, V]);
  }
  return pairs;
}

function refuseSource(option: string): never {
  refuseOption(option, "an object, or a list of pairs, each a list of a name and a value");
}

import { optionNamesOf } from "../../client/operations/check-operations.js";

/**
 * Selects the flags that are options of an operation. The others are the command's own, or those that every command takes.
 *
 * @param operation - of the client, for example `manifests.upload`
 * @param flags - of the command line, by option name
 */
export function knownOptions<T extends object>(operation: string, flags: T): Partial<T> {
  const names = new Set(optionNamesOf(operation));
  return Object.fromEntries(Object.entries(flags).filter(([name]) => names.has(name))) as Partial<T>;
}

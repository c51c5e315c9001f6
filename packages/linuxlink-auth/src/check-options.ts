import { LinuxLinkError } from "./errors.js";

/** Options without those that are undefined. */
export type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The options that were given: one that is undefined counts as absent. */
export function given<T extends object>(options: T): Given<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Given<T>;
}

/**
 * Refuses options with names that nobody reads, which are typing errors.
 *
 * @param options - own enumerable names count
 * @param known - the legal names
 * @param what - whose options, for the error
 * @throws LinuxLinkError `OPTION_INVALID`
 */
export function refuseUnknown(options: object, known: readonly string[], what: string): void {
  const field = Object.keys(options).find((name) => !known.includes(name));
  if (field === undefined) return;
  const message = `Unknown ${what} option ${JSON.stringify(field)}; there are: ${known.join(", ")}`;
  throw new LinuxLinkError("OPTION_INVALID", message, { field });
}

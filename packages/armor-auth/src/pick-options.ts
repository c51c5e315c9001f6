/**
 * Copies the options with these names; options that are undefined are left out.
 *
 * @param options - has own members only
 * @param names - of the options to copy
 */
export function pickOptions<T extends object, K extends keyof T>(options: T, names: readonly K[]): Pick<T, K> {
  const entries = names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]]));
  return Object.fromEntries(entries) as Pick<T, K>;
}

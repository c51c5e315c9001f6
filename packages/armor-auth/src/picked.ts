/**
 * Some of an object's fields; those that are undefined are left out.
 *
 * @param object - is not changed
 * @param names - which
 */
export function picked<T extends object, K extends keyof T>(object: T, names: readonly K[]): Pick<T, K> {
  const entries = names.flatMap((name) => (object[name] === undefined ? [] : [[name, object[name]]]));
  return Object.fromEntries(entries) as Pick<T, K>;
}

/**
 * A copy without the options that are `undefined`: those inherit.
 *
 * @param options - are left as they are
 */
export function defined<T extends object>(options: T): T {
  const result: Partial<T> = {};
  for (const name of Object.keys(options) as (keyof T)[]) {
    if (options[name] !== undefined) result[name] = options[name];
  }
  return result as T;
}

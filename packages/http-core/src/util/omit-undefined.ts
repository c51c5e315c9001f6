/**
 * A copy without the options that are `undefined`: those inherit.
 *
 * @param options - are left as they are
 */
export function defined<T extends object>(options: T): T {
  return withDefined({}, options) as T;
}

/**
 * A copy of options with others over them; those that are `undefined` inherit.
 *
 * @param base - is left as it is, and so is the other
 */
export function withDefined<B extends object, T extends object>(base: B, options: T): B & T {
  const result = { ...base } as B & T;
  for (const name of Object.keys(options) as (keyof T)[]) {
    if (options[name] !== undefined) result[name] = options[name] as (B & T)[typeof name];
  }
  return result;
}

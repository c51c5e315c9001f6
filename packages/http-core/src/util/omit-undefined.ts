/** `T` in which a member that may be `undefined` may be absent instead. The other members stay as they are. */
export type OmitUndefined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * Copies an object without the members that are `undefined`, so that those keep the default they are laid over.
 *
 * @param members - is left as it is
 */
export function omitUndefined<T extends object>(members: T): OmitUndefined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as OmitUndefined<T>;
}

import { bareObject } from "./own-members.js";

/** `T` in which a member that may be `undefined` may be absent instead. The other members stay as they are. */
export type OmitUndefined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * Copies the own members of an object that are not `undefined`, so that they do not replace defaults when the copy is
 * merged over them.
 *
 * @param members - is left as it is
 * @returns a copy that inherits nothing
 */
export function omitUndefined<T extends object>(members: T): OmitUndefined<T> {
  const own = bareObject();
  for (const [name, value] of Object.entries(members)) if (value !== undefined) own[name] = value;
  return own as OmitUndefined<T>;
}

/**
 * Merges the own members of objects, so that a changed `Object.prototype` adds nothing to options.
 *
 * @param objects - the later ones override the earlier ones; `undefined` is skipped
 * @returns an object that inherits nothing
 */
export function ownMembers<T extends object>(...objects: readonly (Partial<T> | undefined)[]): T {
  return Object.assign(Object.create(null) as T, ...objects);
}

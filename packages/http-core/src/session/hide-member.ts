import { copyOwn } from "../util/own-members.js";

const inspectName = Symbol.for("nodejs.util.inspect.custom");

/**
 * Hides a member that holds a secret: it can still be read by its name, and is neither printed nor copied with the object.
 *
 * @param object - is changed
 * @param name - of the member
 * @param shown - what is printed in its place; the member stays as it is if its value is the same
 * @returns the same object
 */
export function hideMember<T extends object, K extends keyof T & string>(object: T, name: K, shown: T[K]): T {
  if (object[name] === shown) return object;
  unlistMember(object, name);
  return printAs(object, () => ({ ...object, [name]: shown }));
}

/**
 * Makes a member neither printed nor copied with the object. It can still be read by its name.
 *
 * @param object - is changed
 * @param name - of the member
 */
export function unlistMember<T extends object>(object: T, name: keyof T & string): void {
  const value = object[name];
  Object.defineProperty(object, name, copyOwn({ get: () => value, enumerable: false }));
}

/**
 * Makes an object print as another: in JSON, and where Node inspects it.
 *
 * @param object - is changed
 * @param print - makes the other object
 * @returns the same object, which has `toJSON` now
 */
export function printAs<T extends object>(object: T, print: () => object): T & { toJSON(): object } {
  const method = copyOwn({ value: print, configurable: true });
  return Object.defineProperties(
    object as T & { toJSON(): object },
    copyOwn({ toJSON: method, [inspectName]: method }),
  );
}

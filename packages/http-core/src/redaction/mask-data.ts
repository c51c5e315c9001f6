import { copyOwn, isPlainObject } from "../util/own-members.js";
import type { Scrub } from "./scrub.js";
import { isError } from "../util/realms.js";

/** How many objects are searched. Data that has more is not shown at all. */
const maxObjects = 10_000;
const tooLarge = "[not shown: too large to be searched for secrets]";

/** True for what {@link maskData} searches: an array or a plain object. */
export function isData(value: unknown): value is object {
  return Array.isArray(value) || isPlainObject(value);
}

/**
 * Masks known secrets in all texts of data. Data without a secret is returned as it is. Other data is copied, since
 * other code may still need it.
 *
 * @param root - an array or a plain object, of any depth; may contain itself
 * @param scrub - masks the secrets in a text
 * @param onError - receives each error in the data
 */
export function maskData(root: object, scrub: Scrub, onError: (error: Error) => void): unknown {
  const copies = new Map<object, object>([[root, emptyLike(root)]]);
  let isMasked = false;
  const clean = (value: unknown): unknown => {
    if (typeof value === "string") {
      const text = scrub(value);
      isMasked ||= text !== value;
      return text;
    }
    if (isError(value)) onError(value);
    if (!isData(value)) return value;
    const copy = copies.get(value) ?? emptyLike(value);
    copies.set(value, copy);
    return copy;
  };
  // The loop reaches what is added while it runs, so data is not searched by recursion.
  for (const [data, copy] of copies) {
    if (copies.size > maxObjects) return tooLarge;
    copyMembers(data, copy, clean);
  }
  return isMasked ? copies.get(root) : root;
}

function emptyLike(data: object): object {
  return Array.isArray(data) ? [] : {};
}

/** Getters stay as they are, since they may run code of others. */
function copyMembers(from: object, to: object, clean: (value: unknown) => unknown): void {
  for (const [name, member] of Object.entries(Object.getOwnPropertyDescriptors(from))) {
    if (Array.isArray(from) && name === "length") continue;
    Reflect.defineProperty(to, name, "value" in member ? copyOwn({ ...member, value: clean(member.value) }) : member);
  }
}

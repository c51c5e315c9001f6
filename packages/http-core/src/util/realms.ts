// A test runner such as Jest, and jsdom, give a program globals of their own. Objects that Node makes then belong to another
// realm, where `instanceof` finds nothing. These checks hold for objects of every realm.

/**
 * Returns true for an error, also for one of another realm.
 *
 * @param value - of any type
 */
export function isError(value: unknown): value is Error {
  return value instanceof Error || tagOf(value) === "Error" || tagOf(value) === "DOMException";
}

/**
 * Returns true for bytes: a `Uint8Array` or `Buffer`, also for one of another realm.
 *
 * @param value - of any type
 */
export function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array || (ArrayBuffer.isView(value) && tagOf(value) === "Uint8Array");
}

/**
 * Returns true for a `URL`, also for one of another realm.
 *
 * @param value - of any type
 */
export function isUrl(value: unknown): value is URL {
  return value instanceof URL || (tagOf(value) === "URL" && typeof (value as URL).href === "string");
}

/**
 * Returns true for an `AbortSignal`, also for one of another realm.
 *
 * @param value - of any type
 */
export function isAbortSignal(value: unknown): value is AbortSignal {
  if (value instanceof AbortSignal) return true;
  return tagOf(value) === "AbortSignal" && typeof (value as AbortSignal).addEventListener === "function";
}

const { toString } = Object.prototype;

/** The name by which a built-in class marks its objects in every realm. */
function tagOf(value: unknown): string {
  return typeof value === "object" && value !== null ? toString.call(value).slice(8, -1) : "";
}

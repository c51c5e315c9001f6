/** A value, or a promise of it. */
export type MaybePromise<T> = T | Promise<T>;

/** True for a promise. Most values are there already, and waiting for one costs more than most steps of a call. */
export function isPromise<T>(value: MaybePromise<T>): value is Promise<T> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

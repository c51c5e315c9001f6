/** A value, or a promise of it. */
export type MaybePromise<T> = T | Promise<T>;

/** Whether there is something to wait for: a wait for what is there already costs more than many a step. */
export function isPromise<T>(value: MaybePromise<T>): value is Promise<T> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

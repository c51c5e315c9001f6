import assert from "node:assert/strict";
import { isError } from "../../util/realms.js";

/**
 * Returns what a call fails with.
 *
 * @param call - already started
 * @param expectation - the message if it does not fail
 */
export async function failureOf(call: Promise<unknown>, expectation: string): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  assert.fail(expectation);
}

/** Describes an error in one line. */
export function describeError(error: unknown): string {
  if (!isError(error)) return typeof error;
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" ? `${code}: ${error.message}` : `${error.name}: ${error.message}`;
}

/** Returns the code of an error; `undefined` if it has none. */
export function codeOf(error: unknown): unknown {
  return isError(error) ? (error as { readonly code?: unknown }).code : undefined;
}

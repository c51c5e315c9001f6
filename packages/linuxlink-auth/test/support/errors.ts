import { inspect } from "node:util";
import { HttpCoreError } from "@org/http-core";

/** Returns the error of our packages that a function throws; throws any other error. */
export function thrownBy(act: () => unknown): HttpCoreError {
  try {
    act();
  } catch (error) {
    return requireOwnError(error);
  }
  throw new Error("nothing was thrown");
}

/** Returns the error of our packages that a call fails with; throws any other error. */
export async function rejectionOf(call: Promise<unknown>): Promise<HttpCoreError> {
  try {
    await call;
  } catch (error) {
    return requireOwnError(error);
  }
  throw new Error("the call succeeded");
}

function requireOwnError(error: unknown): HttpCoreError {
  if (error instanceof HttpCoreError) return error;
  throw error;
}

/** Returns everything that a reader of a value can see of it. */
export function visibleText(value: unknown): string {
  const printed = [inspect(value, { depth: Infinity, showHidden: true, getters: true }), String(JSON.stringify(value))];
  if (value instanceof Error) printed.push(value.message, String(value.stack), visibleText(value.cause ?? ""));
  return printed.join("\n");
}

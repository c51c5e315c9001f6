import assert from "node:assert/strict";
import { isHttpCoreError, type HttpCoreError } from "../../http-core-error.js";
import { isTransportError, type TransportError } from "../../errors.js";

/** Returns the error with which an exchange fails because of the network. */
export async function rejection(promise: Promise<unknown>): Promise<TransportError> {
  const error = await reasonOf(promise);
  assert.ok(isTransportError(error), `a transport rejects with TransportError, not with ${String(error)}`);
  return error;
}

/** Returns the error with which an exchange fails because of the request's body. */
export async function bodyRejection(promise: Promise<unknown>): Promise<HttpCoreError> {
  const error = await reasonOf(promise);
  assert.ok(
    isHttpCoreError(error) && error.name === "BodyError",
    `a fault of the body is a BodyError, not ${String(error)}`,
  );
  return error;
}

async function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  assert.fail("the exchange was expected to fail");
}

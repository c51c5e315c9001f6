import type { HttpResponse } from "../http/response.js";
import type { InferOutput, StandardSchema } from "../http/schema.js";

/** The response of a call, with methods that wait for it and read its body. */
export interface ResponsePromise extends Promise<HttpResponse> {
  /**
   * Reads the body as JSON, as {@link HttpResponse.json} does.
   *
   * @typeParam T - the type that the caller expects; nothing checks it. Default `unknown`
   * @throws what the call throws, and BodyError `BODY_EMPTY`, `BODY_NOT_JSON`, `BODY_TOO_LARGE`
   */
  json<T = unknown>(): Promise<T>;
  /**
   * Reads the body as JSON, and checks it by a schema, which gives the value its type.
   *
   * @param schema - any Standard Schema
   * @throws BodyError `BODY_SCHEMA`, and the codes of a body that is not checked
   */
  json<S extends StandardSchema>(schema: S): Promise<InferOutput<S>>;
  /**
   * Reads the body as UTF-8 text.
   *
   * @throws what the call throws, and BodyError `BODY_ENCODING`
   */
  text(): Promise<string>;
  /**
   * Reads the body as bytes.
   *
   * @throws what the call throws
   */
  bytes(): Promise<Uint8Array>;
}

/**
 * Adds `json()`, `text()` and `bytes()` to the promise of a response, for a client whose calls wrap those of a session.
 *
 * @param response - the same object is returned
 */
export function withReaders(response: Promise<HttpResponse>): ResponsePromise {
  // They are plain members: V8 awaits an instance of a subclass, and a promise with members that are not enumerable, several
  // times more slowly.
  const promise = response as ResponsePromise;
  promise.json = json;
  promise.text = text;
  promise.bytes = bytes;
  return promise;
}

function json<T = unknown>(this: Promise<HttpResponse>): Promise<T>;
function json<S extends StandardSchema>(this: Promise<HttpResponse>, schema: S): Promise<InferOutput<S>>;
function json(this: Promise<HttpResponse>, ...schema: [] | [StandardSchema]): Promise<unknown> {
  return this.then((response) => (schema[0] === undefined ? response.json() : response.json(schema[0])));
}

function text(this: Promise<HttpResponse>): Promise<string> {
  return this.then((response) => response.text());
}

function bytes(this: Promise<HttpResponse>): Promise<Uint8Array> {
  return this.then((response) => response.bytes());
}

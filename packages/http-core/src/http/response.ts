import type { Clock } from "../util/clock.js";
import type { HeadersInit } from "./headers.js";
import type { InferOutput, StandardSchema } from "./schema.js";

/**
 * A response. Its members are those of the platform's `Response`; unless the call streams, the body may be read more than
 * once.
 */
export interface HttpResponse {
  /** 200 to 599. */
  readonly status: number;
  /** The reason phrase; may be empty. */
  readonly statusText: string;
  /** True for 200 to 299. */
  readonly ok: boolean;
  /** Where the response came from, after redirects. */
  readonly url: string;
  /** The headers as the server sent them. */
  readonly headers: Headers;
  /** The bytes as a stream, which can be read once; `null` if there is no body. Its `cancel()` closes the connection at once. */
  readonly body: ReadableStream<Uint8Array> | null;
  /**
   * Reads the body as JSON.
   *
   * @typeParam T - the type that the caller expects; nothing checks it. Default `unknown`
   * @throws BodyError `BODY_EMPTY`, `BODY_NOT_JSON`, `BODY_USED`; `BODY_TOO_LARGE` for more values than `maxJsonValues`,
   * and for JSON that is nested deeper than 1000 levels
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
   * @throws BodyError `BODY_ENCODING` for bytes that are not UTF-8, `BODY_USED`
   */
  text(): Promise<string>;
  /**
   * Reads the body as bytes.
   *
   * @throws BodyError `BODY_USED`
   */
  bytes(): Promise<Uint8Array>;
  /**
   * Reads the body as a new `ArrayBuffer`.
   *
   * @throws BodyError `BODY_USED`
   */
  arrayBuffer(): Promise<ArrayBuffer>;
  /** The bytes as they arrive. They can be read once. */
  chunks(): AsyncIterable<Uint8Array>;
  /**
   * Drops the body, so that its connection can be reused. The connection is closed if the rest has more than 64 KB or
   * takes longer than one second.
   */
  discard(): Promise<void>;
}

/**
 * Changes values while JSON is parsed, as the second argument of `JSON.parse` does.
 *
 * @param key - of the value in its object or array; empty for the whole document
 * @param value - as JSON says it
 * @param context - `source` is the text of a number, string, boolean or null, for numbers that JavaScript can't hold
 * @returns the value to use; `undefined` leaves it out
 */
export type JsonReviver = (
  key: string,
  value: unknown,
  context?: {
    /** The text of a number, string, boolean or null, as JSON has it. */
    readonly source?: string;
  },
) => unknown;

/** What a response is made from. */
export interface ResponseParts {
  /** 200 to 599. */
  readonly status: number;
  /** The reason phrase. Default empty. */
  readonly statusText?: string;
  /** The URL of the request. */
  readonly url: string;
  /** `Headers` are used without a copy: pass an object that nothing else uses. */
  readonly headers: HeadersInit;
  /** All bytes, or a source that is read once; absent or `undefined` if there is no body. */
  readonly body?: Uint8Array | AsyncIterable<Uint8Array> | undefined;
  /** Called when the body is dropped: closes the source at once, also while it is read. */
  readonly cancel?: (() => void) | undefined;
  /** Maximum number of values that `json()` parses. Default 2,000,000. */
  readonly maxJsonValues?: number | undefined;
  /** Changes the values that `json()` returns. Default: as JSON says them. */
  readonly jsonReviver?: JsonReviver | undefined;
  /** Limits the time that `discard` takes. Default: the clock of the machine. */
  readonly clock?: Clock | undefined;
}

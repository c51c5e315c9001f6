import { BodyError } from "../errors.js";
import { readAll, type ByteSource } from "./body/read-body.js";
import { headerList, type HeadersInit } from "./headers.js";
import { headersOf, Message } from "./message.js";
import { redactHeaders, redactUrl } from "../redaction/redact.js";
import { checkSchema, type InferOutput, type StandardSchema } from "./schema.js";

/** An answer. Its members are those people know from `Response`; read whole, they may be called more than once. */
export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  /** True for 200 to 299. */
  readonly ok: boolean;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  readonly headers: Headers;
  /** The bytes as a stream, to be read once; `null` where there can be none. */
  readonly body: ReadableStream<Uint8Array> | null;
  /**
   * The body as JSON; with a schema, checked and typed by it.
   *
   * @param schema - any Standard Schema
   * @throws BodyError `BODY_EMPTY`, `BODY_NOT_JSON`, `BODY_SCHEMA`, `BODY_USED`
   */
  json(): Promise<unknown>;
  json<S extends StandardSchema>(schema: S): Promise<InferOutput<S>>;
  /**
   * The body as UTF-8 text.
   *
   * @throws BodyError `BODY_ENCODING` for bytes that are not UTF-8, `BODY_USED`
   */
  text(): Promise<string>;
  /** @throws BodyError `BODY_USED` */
  bytes(): Promise<Uint8Array>;
  /** @throws BodyError `BODY_USED` */
  arrayBuffer(): Promise<ArrayBuffer>;
  /** The bytes as they come, to be read once. */
  chunks(): AsyncIterable<Uint8Array>;
  /** Lets the body go, so that its connection is free again. */
  discard(): Promise<void>;
}

/** What a response is made from. */
export interface ResponseParts {
  readonly status: number;
  readonly statusText?: string;
  readonly url: string;
  /** `Headers` are taken over, not copied: hand in ones that nothing else holds. */
  readonly headers: HeadersInit;
  /** Bytes that are there already, or a source that is read once; absent: no body. */
  readonly body?: Uint8Array | AsyncIterable<Uint8Array> | undefined;
  /** Ends a source that nobody reads. */
  readonly cancel?: (() => void) | undefined;
}

/** The most that is read of a body nobody wants, before its connection is given up instead. */
const longestDrain = 65_536;

const nothing = new Uint8Array();
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Makes a response: for transports and middleware. */
export function createResponse(parts: ResponseParts): HttpResponse {
  return new BodyResponse(parts);
}

/** The body of a response for one who reads all of it: bytes that are there already, or a source. */
export function takeBody(response: HttpResponse): Uint8Array | ByteSource {
  return BodyResponse.isOne(response) ? response.take() : response.chunks();
}

/** The same head with another body. */
export function withBody(
  response: HttpResponse,
  body: Uint8Array | AsyncIterable<Uint8Array> | undefined,
  cancel?: () => void,
): HttpResponse {
  const { status, statusText, url } = response;
  return createResponse({ status, statusText, url, headers: headersOf(response), body, cancel });
}

class BodyResponse extends Message implements HttpResponse {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  #bytes: Uint8Array | undefined;
  #source: ByteSource | undefined;
  readonly #cancel: (() => void) | undefined;
  #reading: Promise<Uint8Array> | undefined;
  #used = false;

  constructor(parts: ResponseParts) {
    super(headerList(parts.headers));
    this.status = parts.status;
    this.statusText = parts.statusText ?? "";
    this.url = parts.url;
    if (parts.body instanceof Uint8Array) this.#bytes = parts.body;
    else this.#source = parts.body;
    this.#cancel = parts.cancel;
  }

  /** False for what only has one as its prototype. */
  static isOne(response: HttpResponse): response is BodyResponse {
    return #used in response;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  get body(): ReadableStream<Uint8Array> | null {
    if (this.#bytes === undefined && this.#source === undefined) return null;
    return ReadableStream.from(this.chunks());
  }

  json(): Promise<unknown>;
  json<S extends StandardSchema>(schema: S): Promise<InferOutput<S>>;
  async json(schema?: StandardSchema): Promise<unknown> {
    const text = this.#text(this.#bytes ?? (await this.bytes()));
    if (text.trim() === "") throw new BodyError("BODY_EMPTY", `${this.#what()} has no body where JSON was expected`);
    const value = this.#parsed(text);
    return schema === undefined ? value : checkSchema(schema, value);
  }

  async text(): Promise<string> {
    return this.#text(this.#bytes ?? (await this.bytes()));
  }

  async bytes(): Promise<Uint8Array> {
    if (this.#bytes !== undefined) return this.#bytes;
    if (this.#source === undefined) return new Uint8Array();
    if (this.#used && this.#reading === undefined) this.#refuseSecondRead();
    this.#used = true;
    this.#reading ??= readAll(this.#source);
    return await this.#reading;
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return Uint8Array.from(await this.bytes()).buffer;
  }

  async *chunks(): AsyncIterable<Uint8Array> {
    const body = this.take();
    if (!(body instanceof Uint8Array)) yield* body;
    else if (body !== nothing) yield body;
  }

  /** The body for one reader. */
  take(): Uint8Array | ByteSource {
    if (this.#bytes !== undefined) return this.#bytes;
    if (this.#source === undefined) return nothing;
    if (this.#used) this.#refuseSecondRead();
    this.#used = true;
    return this.#source;
  }

  async discard(): Promise<void> {
    if (this.#source === undefined || this.#used) return;
    this.#used = true;
    let drained = 0;
    try {
      for await (const chunk of this.#source) {
        drained += chunk.byteLength;
        if (drained > longestDrain) break;
      }
    } catch {
      // Nobody asked for this body: that it could not be read to the end is no news to anyone.
    } finally {
      this.#cancel?.();
    }
  }

  /** Printed, an answer shows no header value or query that may hold a secret. */
  toJSON(): object {
    const { status, statusText, url } = this;
    return { status, statusText, url: redactUrl(url), headers: redactHeaders(headersOf(this)) };
  }

  #text(bytes: Uint8Array): string {
    try {
      return utf8.decode(bytes);
    } catch {
      throw new BodyError("BODY_ENCODING", `${this.#what()} is not UTF-8 text; read it with bytes()`);
    }
  }

  #parsed(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      const type = headersOf(this).get("content-type") ?? "no content type";
      throw new BodyError("BODY_NOT_JSON", `${this.#what()} is not JSON (${type}, ${text.length} characters)`);
    }
  }

  #refuseSecondRead(): never {
    throw new BodyError("BODY_USED", `${this.#what()} was read already: a streamed body can be read once`);
  }

  #what(): string {
    return `The answer with status ${this.status}`;
  }
}

Object.defineProperty(BodyResponse.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: BodyResponse) {
    return this.toJSON();
  },
});

import { findJsonExcess } from "../authoring/json-limits.js";
import { defaultCallOptions } from "../defaults.js";
import { memberOf } from "../util/own-members.js";
import { BodyError } from "../errors.js";
import { systemClock, type Clock } from "../util/clock.js";
import { bodyStream } from "./body/body-stream.js";
import { drain } from "./body/drain.js";
import { readAll, type ByteSource } from "./body/read-body.js";
import { toWireHeaders } from "./headers.js";
import { headersOf, Message } from "./message.js";
import { redactHeaders, redactUrl } from "../redaction/redact.js";
import { maskError, type SecretTexts } from "../redaction/mask-error.js";
import { scrub } from "../redaction/scrub.js";
import { quoteText } from "../redaction/quote-text.js";
import { checkSchema, type InferOutput, type StandardSchema } from "./schema.js";
import { isBytes } from "../util/realms.js";
import type { HttpResponse, JsonReviver, ResponseParts } from "./response.js";

const nothing = new Uint8Array();
const noSecrets: SecretTexts = { texts: () => new Set() };
const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Makes a response: for transports and middleware.
 *
 * @throws InputError `HEADER_INVALID` for a header that HTTP can't carry
 */
export function createResponse(parts: ResponseParts): HttpResponse {
  const { status, url, headers } = parts;
  return new BodyResponse({
    status,
    url,
    headers,
    statusText: memberOf(parts, "statusText") ?? "",
    body: memberOf(parts, "body"),
    cancel: memberOf(parts, "cancel"),
    maxJsonValues: memberOf(parts, "maxJsonValues"),
    jsonReviver: memberOf(parts, "jsonReviver"),
    clock: memberOf(parts, "clock"),
  });
}

/** Parts of which each is an own member, so that nothing is inherited. */
export type OwnResponseParts = Required<ResponseParts>;

/** Makes a response as {@link createResponse} does, without looking for inherited members. */
export function createResponseOf(parts: OwnResponseParts): HttpResponse {
  return new BodyResponse(parts);
}

/**
 * Takes the body of a response to read it whole: all bytes if they are there already, otherwise a source.
 *
 * @throws BodyError `BODY_USED`
 */
export function takeBody(response: HttpResponse): Uint8Array | ByteSource {
  return BodyResponse.isBodyResponse(response) ? response.take() : response.chunks();
}

/** Masks secrets in what is printed of a response, and in the errors of its body. */
export function hideSecrets(response: HttpResponse, secrets: SecretTexts): void {
  if (BodyResponse.isBodyResponse(response)) response.hideSecrets(secrets);
}

/** The secrets that {@link hideSecrets} masks. */
export function secretsOf(response: HttpResponse): ReadonlySet<string> {
  return BodyResponse.isBodyResponse(response) ? response.secretTexts : noSecrets.texts();
}

/** True if a response has a body that is not all there yet. */
export function hasBody(response: HttpResponse): boolean {
  return BodyResponse.isBodyResponse(response) ? response.hasSource : response.body !== null;
}

/** Closes the body of a response at once, even while it is read. */
export function cancelBody(response: HttpResponse): void {
  if (BodyResponse.isBodyResponse(response)) response.cancel();
  else response.body?.cancel().catch(() => {});
}

/**
 * Makes a response with the same status and headers, and another body.
 *
 * @param response - stays as it is
 * @param body - replaces that of the response; `undefined` for none
 * @param json - how `json()` reads the body. Default: as that of the response
 * @param cancel - called when the body is dropped
 */
export function withBody(
  response: HttpResponse,
  body: OwnResponseParts["body"],
  json?: Pick<ResponseParts, "maxJsonValues" | "jsonReviver">,
  cancel?: () => void,
): HttpResponse {
  const { status, statusText, url } = response;
  const headers = headersOf(response);
  const clock = BodyResponse.clockOf(response);
  const maxJsonValues = json?.maxJsonValues ?? BodyResponse.maxJsonValuesOf(response);
  const jsonReviver = json?.jsonReviver ?? BodyResponse.jsonReviverOf(response);
  return new BodyResponse({ status, statusText, url, headers, body, cancel, clock, maxJsonValues, jsonReviver });
}

class BodyResponse extends Message implements HttpResponse {
  /** 200 to 599. */
  readonly status: number;
  readonly url: string;
  readonly #statusText: string;
  #bytes: Uint8Array | undefined;
  #source: ByteSource | undefined;
  readonly #cancel: (() => void) | undefined;
  readonly #maxJsonValues: number;
  readonly #jsonReviver: JsonReviver | undefined;
  #reading: Promise<Uint8Array> | undefined;
  #used = false;
  #stream: ReadableStream<Uint8Array> | undefined;
  readonly #clock: Clock;
  #secrets: SecretTexts = noSecrets;

  constructor({ headers, status, statusText, url, body, cancel, maxJsonValues, jsonReviver, clock }: OwnResponseParts) {
    super(toWireHeaders(headers));
    this.status = status;
    this.#statusText = statusText;
    this.url = url;
    if (isBytes(body)) this.#bytes = body;
    else this.#source = body;
    this.#cancel = cancel;
    this.#maxJsonValues = maxJsonValues ?? defaultCallOptions.maxJsonValues;
    this.#jsonReviver = jsonReviver;
    this.#clock = clock ?? systemClock;
  }

  /** False for an object that only inherits from such a response. */
  static isBodyResponse(response: HttpResponse): response is BodyResponse {
    return #used in response;
  }

  /** The clock that limits `discard`. */
  static clockOf(response: HttpResponse): Clock | undefined {
    return BodyResponse.isBodyResponse(response) ? response.#clock : undefined;
  }

  /** For copies of this response. */
  static maxJsonValuesOf(response: HttpResponse): number | undefined {
    return BodyResponse.isBodyResponse(response) ? response.#maxJsonValues : undefined;
  }

  /** For copies of this response. */
  static jsonReviverOf(response: HttpResponse): JsonReviver | undefined {
    return BodyResponse.isBodyResponse(response) ? response.#jsonReviver : undefined;
  }

  /** The reason phrase; may be empty. No copy of the response shows it: a server may quote what it was sent. */
  get statusText(): string {
    return this.#statusText;
  }

  /** True unless there is no body, or all of it is there already. */
  get hasSource(): boolean {
    return this.#source !== undefined;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  get body(): ReadableStream<Uint8Array> | null {
    if (this.#bytes === undefined && this.#source === undefined) return null;
    this.#stream ??= bodyStream(
      () => this.chunks(),
      () => this.cancel(),
    );
    return this.#stream;
  }

  json<T = unknown>(): Promise<T>;
  json<S extends StandardSchema>(schema: S): Promise<InferOutput<S>>;
  async json(schema?: StandardSchema): Promise<unknown> {
    const bytes = this.#bytes ?? (await this.bytes());
    this.#checkJsonSize(bytes);
    const text = this.#text(bytes);
    if (text.trim() === "")
      throw new BodyError("BODY_EMPTY", `${this.#describe()} has no body where JSON was expected`);
    const parsed = this.#parse(text);
    // Parsed twice, so that an error of the reviver is not reported as invalid JSON.
    const value: unknown = this.#jsonReviver === undefined ? parsed : JSON.parse(text, this.#jsonReviver);
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
    try {
      return await this.#reading;
    } catch (error) {
      throw maskError(error, this.#secrets);
    }
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return Uint8Array.from(await this.bytes()).buffer;
  }

  async *chunks(): AsyncIterable<Uint8Array> {
    const body = this.take();
    try {
      if (!isBytes(body)) yield* body;
      else if (body !== nothing) yield body;
    } catch (error) {
      throw maskError(error, this.#secrets);
    }
  }

  /** Masks secrets from now on. */
  hideSecrets(secrets: SecretTexts): void {
    this.#secrets = secrets;
  }

  /** What is masked. */
  get secretTexts(): ReadonlySet<string> {
    return this.#secrets.texts();
  }

  /** Takes the body for one reader. */
  take(): Uint8Array | ByteSource {
    if (this.#bytes !== undefined) return this.#bytes;
    if (this.#source === undefined) return nothing;
    if (this.#used) this.#refuseSecondRead();
    this.#used = true;
    return this.#source;
  }

  /** Closes the source at once. */
  cancel(): void {
    if (this.#source === undefined) return;
    this.#used = true;
    this.#cancel?.();
  }

  async discard(): Promise<void> {
    // A body that is read whole frees its connection by itself.
    if (this.#source === undefined || this.#reading !== undefined) return;
    if (this.#used) return this.cancel();
    this.#used = true;
    await drain(this.#source, this.#clock, () => this.#cancel?.());
  }

  /** What is printed of a response: no header value or query value that may be secret. */
  toJSON(): object {
    const { status, url } = this;
    const secrets = this.#secrets.texts();
    const shown = Object.entries(redactHeaders(headersOf(this), this.#secrets.names));
    const headers = Object.fromEntries(shown.map(([name, value]) => [name, scrub(value, secrets)]));
    return { status, statusText: quoteText(this.statusText, secrets) ?? "", url: redactUrl(url, secrets), headers };
  }

  #text(bytes: Uint8Array): string {
    try {
      return utf8.decode(bytes);
    } catch {
      throw new BodyError("BODY_ENCODING", `${this.#describe()} is not UTF-8 text; read it with bytes()`);
    }
  }

  #checkJsonSize(bytes: Uint8Array): void {
    const excess = findJsonExcess(bytes, this.#maxJsonValues);
    if (excess === undefined) return;
    throw new BodyError("BODY_TOO_LARGE", `${this.#describe()} ${excess}`);
  }

  #parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      const type = quoteText(headersOf(this).get("content-type") ?? "", this.#secrets.texts()) ?? "no content type";
      throw new BodyError("BODY_NOT_JSON", `${this.#describe()} is not JSON (${type}, ${text.length} characters)`);
    }
  }

  #refuseSecondRead(): never {
    throw new BodyError("BODY_USED", `${this.#describe()} was read already: a streamed body can be read once`);
  }

  #describe(): string {
    return `The response with status ${this.status}`;
  }
}

Object.defineProperty(BodyResponse.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: BodyResponse) {
    return this.toJSON();
  },
});

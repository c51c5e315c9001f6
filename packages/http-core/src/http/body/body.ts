/** Fields of a form: pairs in order, or an object. A list repeats its name; `null` and `undefined` are left out. */
export type FormFields =
  | Iterable<readonly [string, FormValue | readonly FormValue[]]>
  | Readonly<Record<string, FormValue | readonly FormValue[]>>;

/** One value of a form: text, a number, a boolean, or a body that is opened when it is sent. */
export type FormValue = string | number | boolean | Body | null | undefined;

/** What `body` takes: text, bytes, a one-shot stream, a ready body, or a factory of fresh streams. */
export type BodyInput = string | Uint8Array | AsyncIterable<Uint8Array> | Body | (() => AsyncIterable<Uint8Array>);

/** The body of a call; at most one of the three. */
export interface BodyOptions {
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as `application/x-www-form-urlencoded`. */
  readonly form?: FormFields;
  /** Sent as it is. */
  readonly body?: BodyInput;
}

/** What a request carries. `open` starts it afresh for every attempt. */
export interface Body {
  /** The `Content-Type` that goes with it, where it has one. */
  readonly contentType?: string;
  /** Bytes on the wire, where known before sending. */
  readonly length?: number;
  /** False for a one-shot stream: it can be sent once and never again. */
  readonly replayable: boolean;
  /** A form that is not encoded yet: signers see values, not text. */
  readonly fields?: readonly (readonly [string, string | Body])[];
  /**
   * The bytes, from the start.
   *
   * @throws BodyError `BODY_NOT_REPLAYABLE` when a one-shot stream is opened twice
   */
  open(): AsyncIterable<Uint8Array>;
  /**
   * The same bytes out of a few buffers that take turns, so that a large body leaves no garbage behind. Only for who has
   * done with a chunk before the next is asked for, as a transport has that waits until each is written: a chunk holds
   * until the next but one is asked for. Chunks in such buffers are at least 64 KiB long, the last one apart.
   */
  openReusing?(): AsyncIterable<Uint8Array>;
}

/** Fields of a form: pairs or an object. A list repeats the name; `null` and `undefined` are left out. */
export type FormFields =
  | Iterable<readonly [string, FormValue | readonly FormValue[]]>
  | Readonly<Record<string, FormValue | readonly FormValue[]>>;

/** A value of a form: text, a finite number, a boolean, or a body whose bytes are the value. */
export type FormValue = string | number | boolean | Body | null | undefined;

/** A request body: text, bytes, a stream that can be sent once, a `Body`, or a function that opens a new stream for each attempt. */
export type BodyInput = string | Uint8Array | AsyncIterable<Uint8Array> | Body | (() => AsyncIterable<Uint8Array>);

/** The body of a call. At most one of the three may be set. */
export interface BodyOptions {
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as `application/x-www-form-urlencoded`. */
  readonly form?: FormFields;
  /** Sent as it is, without a default `Content-Type` for streams and bytes. */
  readonly body?: BodyInput;
}

/** The body of a request. It is opened for each attempt. */
export interface Body {
  /** The `Content-Type` of the body; absent for none. */
  readonly contentType?: string;
  /** Size in bytes; absent if it is unknown before sending. */
  readonly length?: number;
  /** False for a stream that can be sent only once. */
  readonly replayable: boolean;
  /** The fields of a form that is not encoded yet: schemes that sign fields read them here. */
  readonly fields?: readonly (readonly [string, string | Body])[];
  /**
   * Opens the body: returns its bytes from the start.
   *
   * @throws BodyError `BODY_NOT_REPLAYABLE` if a stream that can be sent only once is opened again
   */
  open(): AsyncIterable<Uint8Array>;
  /**
   * Opens the body like `open`, but reuses two buffers, so that a large body makes no garbage. A chunk is valid until two
   * more have been read. For transports that write each chunk before they read the next. All chunks but the last are at
   * least 64 KiB long.
   */
  openReusing?(): AsyncIterable<Uint8Array>;
}

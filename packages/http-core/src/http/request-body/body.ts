/** Fields of a form: pairs or an object. A list repeats the name; `null` and `undefined` are left out. */
export type FormFields =
  | Iterable<readonly [string, FormValue | readonly FormValue[]]>
  | Readonly<Record<string, FormValue | readonly FormValue[]>>;

/** A value of a form: text, a finite number, a boolean, or a body whose bytes are the value. */
export type FormValue = string | number | boolean | Body | null | undefined;

/** Fields of a multipart form: pairs, an object, or a `FormData`. A list repeats the name; `null` and `undefined` are left out. */
export type MultipartFields =
  | Iterable<readonly [string, MultipartValue | readonly MultipartValue[]]>
  | Readonly<Record<string, MultipartValue | readonly MultipartValue[]>>;

/** A value of a multipart form: a value of a form, or a `Blob` or `File`, which is sent as a file. */
export type MultipartValue = FormValue | Blob;

/**
 * A request body: text, bytes (a typed array, a `DataView` or an `ArrayBuffer`), a `Blob`, a form (`URLSearchParams`, or
 * `FormData`, which is sent as `multipart/form-data`), a stream that can be sent once, a `Body`, or a function that opens a new
 * stream for each attempt.
 */
export type BodyInput =
  | string
  | ArrayBufferView
  | ArrayBuffer
  | Blob
  | URLSearchParams
  | FormData
  | AsyncIterable<Uint8Array>
  | Body
  | (() => AsyncIterable<Uint8Array>);

/** The body of a call. At most one of the three may be set. */
export interface BodyOptions {
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as `application/x-www-form-urlencoded`. */
  readonly form?: FormFields;
  /** Sent as it is. Streams and bytes have no default `Content-Type`. */
  readonly body?: BodyInput;
}

/** A part of a multipart form. */
export interface BodyPart {
  /** Name of the field. */
  readonly name: string;
  /** Name of the file; absent for a field that is not a file. */
  readonly fileName?: string;
  /** The `Content-Type` of the part; absent for text. */
  readonly contentType?: string;
  /** Text, or a body whose bytes are the value. */
  readonly value: string | Body;
}

/** The body of a request. It is opened for each attempt. */
export interface Body {
  /** The `Content-Type` of the body; absent for none. */
  readonly contentType?: string;
  /** Name of the file that the body comes from, for its part of a multipart form; absent for none. */
  readonly fileName?: string;
  /** Size in bytes; absent if it is unknown before sending. */
  readonly length?: number;
  /** False for a stream that can be sent only once. */
  readonly replayable: boolean;
  /** The fields of a form that is not encoded yet: schemes that sign fields read them here. */
  readonly fields?: readonly (readonly [string, string | Body])[];
  /** The parts of a multipart form: schemes that sign values read them here. */
  readonly parts?: readonly BodyPart[];
  /**
   * Opens the body: returns its bytes from the start.
   *
   * @throws BodyError `BODY_NOT_REPLAYABLE` if a stream that can be sent only once is opened again
   */
  open(): AsyncIterable<Uint8Array>;
  /**
   * Opens the body like `open`, but reuses two buffers, so that a large body makes no garbage. A chunk is valid until two
   * more have been read. For transports that write each chunk before they read the next. All chunks except the last are
   * at least 64 KiB long.
   */
  openReusing?(): AsyncIterable<Uint8Array>;
}

/**
 * Returns the names and values of a form, encoded in either way.
 *
 * @param body - of a request
 * @returns `undefined` for a body that is not a form
 */
export function fieldsOf({ fields, parts }: Body): Body["fields"] {
  return fields ?? parts?.map(({ name, value }) => [name, value] as const);
}

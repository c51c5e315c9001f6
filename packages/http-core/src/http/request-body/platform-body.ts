import { blobBody, isBlob } from "./blob-body.js";
import type { Body } from "./body.js";
import { bytesBody } from "./create-body.js";
import { formBody } from "./form-body.js";
import { multipartBody } from "./multipart-body.js";

/** Objects of the platform that are bodies, in addition to streams. */
export type PlatformBody = ArrayBufferView | ArrayBuffer | Blob | URLSearchParams | FormData;

/**
 * Returns true for bytes, a `Blob`, a `URLSearchParams` or a `FormData`, also of another realm. Their classes are not named: Node
 * would load them.
 *
 * @param value - of any type
 */
export function isPlatformBody(value: object): value is PlatformBody {
  return bytesOf(value) !== undefined || isBlob(value) || isSearchParams(value) || isFormData(value);
}

/** Makes a body of an object of the platform. */
export function platformBody(value: PlatformBody): Body {
  if (isBlob(value)) return blobBody(value);
  if (isFormData(value)) return multipartBody(value);
  if (isSearchParams(value)) return formBody(value);
  return bytesBody(bytesOf(value) ?? new Uint8Array());
}

/**
 * Returns the bytes of a typed array, a `DataView` or an `ArrayBuffer`. They are not copied.
 *
 * @param value - of any type
 * @returns `undefined` for anything else
 */
export function bytesOf(value: unknown): Uint8Array | undefined {
  if (typeof value !== "object") return undefined;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return tagOf(value) === "[object ArrayBuffer]" ? new Uint8Array(value as ArrayBuffer) : undefined;
}

function isSearchParams(value: unknown): value is URLSearchParams {
  return tagOf(value) === "[object URLSearchParams]";
}

/** The class of the same name in the package form-data has no entries to read. */
function isFormData(value: unknown): value is FormData {
  return tagOf(value) === "[object FormData]" && typeof (value as FormData).entries === "function";
}

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value);
}

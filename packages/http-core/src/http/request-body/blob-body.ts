import { copyOwn, memberOf } from "../../util/own-members.js";
import type { Body } from "./body.js";

/**
 * Makes a body of a `Blob` or a `File`. It is read while it is sent.
 *
 * @param blob - its type is sent as `Content-Type`, if it has one
 */
export function blobBody(blob: Blob): Body {
  const { type, size } = blob;
  const fileName = memberOf(blob as Partial<File>, "name");
  return copyOwn({
    ...(type === "" ? {} : { contentType: type }),
    ...(fileName === undefined ? {} : { fileName }),
    length: size,
    replayable: true,
    open: () => blob.stream(),
  });
}

/**
 * Returns true for a `Blob` or a `File`, also one of another realm.
 *
 * @param value - of any type
 */
export function isBlob(value: unknown): value is Blob {
  const tag = Object.prototype.toString.call(value);
  return (tag === "[object Blob]" || tag === "[object File]") && typeof (value as Blob).stream === "function";
}

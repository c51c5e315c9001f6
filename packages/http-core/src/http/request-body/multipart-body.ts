import { InputError } from "../../errors.js";
import { pairsOf } from "../../authoring/pairs.js";
import { copyOwn, memberOf } from "../../util/own-members.js";
import { quoteName } from "../../util/names/quote-name.js";
import { randomName } from "../../util/platform/random.js";
import { sourceOf } from "../../util/stream-source.js";
import { blobBody, isBlob } from "./blob-body.js";
import type { Body, BodyPart, MultipartFields, MultipartValue } from "./body.js";
import { isBody } from "./create-body.js";
import { encodeUtf8, utf8Length } from "../../util/platform/bytes.js";

/** Visible characters of ASCII, spaces and tabs: nothing that would end the line. */
const contentTypePattern = /^[\t\x20-\x7e]+$/;

/**
 * Makes the body of a form with files, as `multipart/form-data` (RFC 7578). It is encoded while it is sent. Its size is announced
 * if the size of each part is known.
 *
 * @param fields - a file is a `Blob`, a `File`, or a body with `fileName`, such as `fileBody(path)`
 * @throws InputError `BODY_INVALID` for a value that is not text, a finite number, a boolean, a `Blob` or a body
 */
export function multipartBody(fields: MultipartFields): Body {
  const parts = partsOf(fields);
  const boundary = `form-${randomName()}`;
  const length = lengthOf(parts, boundary);
  return copyOwn({
    contentType: `multipart/form-data; boundary=${boundary}`,
    ...(length === undefined ? {} : { length }),
    replayable: parts.every(({ value }) => typeof value === "string" || value.replayable),
    parts,
    open: () => encodeParts(parts, boundary),
  });
}

function partsOf(fields: MultipartFields): readonly BodyPart[] {
  const pairs = pairsOf<MultipartValue | readonly MultipartValue[]>("form", fields);
  return pairs.flatMap(([name, value]) => {
    const values: readonly MultipartValue[] = Array.isArray(value) ? value : [value as MultipartValue];
    return values.flatMap((item) =>
      item === null || item === undefined ? [] : [copyOwn(partOf(withCrLf(name), item))],
    );
  });
}

function partOf(name: string, value: NonNullable<MultipartValue>): BodyPart {
  if (typeof value === "string") return { name, value: withCrLf(value) };
  if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) {
    return { name, value: String(value) };
  }
  if (isBlob(value)) return filePart(name, { fileName: "blob", ...blobBody(value) });
  if (isBody(value)) return filePart(name, value);
  const expected = "text, a finite number, a boolean, a Blob or a Body such as fileBody(path)";
  throw new InputError("BODY_INVALID", `Form field ${quoteName(name)} must be ${expected}`);
}

function filePart(name: string, value: Body): BodyPart {
  const fileName = memberOf(value, "fileName");
  const contentType = memberOf(value, "contentType") ?? "application/octet-stream";
  if (typeof contentType !== "string" || !contentTypePattern.test(contentType)) {
    throw new InputError("BODY_INVALID", `The contentType of form field ${quoteName(name)} is not printable ASCII`);
  }
  if (fileName !== undefined && typeof fileName !== "string") {
    throw new InputError("BODY_INVALID", `The fileName of form field ${quoteName(name)} is not text`);
  }
  return { name, ...(fileName === undefined ? {} : { fileName }), contentType, value };
}

/** Line ends of names and texts are CR LF in a form (HTML Standard, "multipart/form-data encoding algorithm"). */
function withCrLf(text: string): string {
  return text.replace(/\r\n?|\n/g, "\r\n");
}

function lengthOf(parts: readonly BodyPart[], boundary: string): number | undefined {
  let length = lastLine(boundary).length;
  for (const part of parts) {
    const { value } = part;
    const valueLength = typeof value === "string" ? utf8Length(value) : memberOf(value, "length");
    if (valueLength === undefined) return undefined;
    length += headOf(part, boundary).length + valueLength + lineEnd.length;
  }
  return length;
}

const lineEnd = encodeUtf8("\r\n");

async function* encodeParts(parts: readonly BodyPart[], boundary: string): AsyncIterable<Uint8Array> {
  let opened = 0;
  try {
    for (const part of parts) {
      opened++;
      yield headOf(part, boundary);
      if (typeof part.value === "string") yield encodeUtf8(part.value);
      else yield* sourceOf(part.value.open()).chunks;
      yield lineEnd;
    }
    yield lastLine(boundary);
  } finally {
    for (const { value } of parts.slice(opened)) closeStream(value);
  }
}

/** Closes a stream that was to be sent once, and was not opened. */
function closeStream(value: string | Body): void {
  if (typeof value !== "string" && !value.replayable) sourceOf(value.open()).close();
}

function headOf({ name, fileName, contentType }: BodyPart, boundary: string): Uint8Array {
  const disposition = `form-data; name="${escapeName(name)}"`;
  const file = fileName === undefined ? "" : `; filename="${escapeName(fileName)}"`;
  const type = contentType === undefined ? "" : `\r\nContent-Type: ${contentType}`;
  return encodeUtf8(`--${boundary}\r\nContent-Disposition: ${disposition}${file}${type}\r\n\r\n`);
}

function lastLine(boundary: string): Uint8Array {
  return encodeUtf8(`--${boundary}--\r\n`);
}

/** As browsers do: no name can end its quotes or its line. */
function escapeName(name: string): string {
  return name.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}

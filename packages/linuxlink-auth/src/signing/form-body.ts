import type { Body } from "@org/http-core";
import type { CanonicalParam } from "../canonical/params.js";
import { chunkBytes, FileValue } from "../files/file-value.js";
import { formEncode, formEncodeBytes, formEncodedLength } from "../python-format/urlencode.js";
import { digestOf, verifiedChunks, type BodyDigest, type BodyDigests } from "./body-digest.js";
import { isBytes } from "@org/http-core/authoring";

/** Part of a form: bytes that are encoded already, long text, or a body. */
type FormPart = Uint8Array | string | Body;

/** Encodes bytes for a form. */
type Encode = (bytes: Uint8Array) => Uint8Array;

/** Text of up to this many characters is encoded at once, longer text in slices of this length. */
const sliceLength = 65_536;

/**
 * Makes a form of parameters. Its length is known at once, and it is encoded while it is sent.
 *
 * @param params - in the order they are sent
 * @param digests - of every body among the values
 */
export function formBody(params: readonly CanonicalParam[], digests: BodyDigests): Body {
  const parts = formParts(params);
  return {
    contentType: "application/x-www-form-urlencoded",
    length: parts.reduce((sum, part) => sum + encodedLength(part, digests), 0),
    replayable: true,
    open: () => encodeParts(parts, digests, () => (bytes) => formEncodeBytes(bytes)),
    openReusing: () => encodeParts(parts, digests, reusingEncode),
  };
}

/** Encodes into two buffers alternately. They hold an encoded chunk of a file, and no longer chunk. */
function reusingEncode(): Encode {
  let [next, other] = [Buffer.allocUnsafe(3 * chunkBytes), Buffer.allocUnsafe(3 * chunkBytes)];
  return (bytes) => {
    [next, other] = [other, next];
    return formEncodeBytes(bytes, next);
  };
}

/** Only files are read in chunks of known length, so only they can share buffers. */
async function* encodeParts(
  parts: readonly FormPart[],
  digests: BodyDigests,
  fileEncode: () => Encode,
): AsyncIterable<Uint8Array> {
  for (const part of parts) {
    if (isBytes(part)) yield part;
    else if (typeof part === "string") yield* encodeText(part);
    else yield* encodeBody(part, digestOf(part, digests), part instanceof FileValue ? fileEncode() : formEncodeBytes);
  }
}

/** Joins names and short values, so that only long values are parts of their own. */
function formParts(params: readonly CanonicalParam[]): readonly FormPart[] {
  const parts: FormPart[] = [];
  let text = "";
  for (const { name, values } of params) {
    for (const value of values) {
      text += `${text === "" && parts.length === 0 ? "" : "&"}${formEncode(name)}=`;
      if (typeof value === "string" && value.length <= sliceLength) {
        text += formEncode(value);
      } else {
        parts.push(Buffer.from(text, "latin1"), value);
        text = "";
      }
    }
  }
  return text === "" ? parts : [...parts, Buffer.from(text, "latin1")];
}

function encodedLength(part: FormPart, digests: BodyDigests): number {
  if (isBytes(part)) return part.byteLength;
  if (typeof part !== "string") return digestOf(part, digests).encodedBytes;
  let length = 0;
  for (const slice of slices(part)) length += formEncodedLength(Buffer.from(slice));
  return length;
}

function* encodeText(text: string): Iterable<Uint8Array> {
  for (const slice of slices(text)) yield formEncodeBytes(Buffer.from(slice));
}

async function* encodeBody(body: Body, digest: BodyDigest, encode: Encode): AsyncIterable<Uint8Array> {
  for await (const chunk of verifiedChunks(body, digest)) yield encode(chunk);
}

/** Splits text into slices, but never within a surrogate pair. */
function* slices(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const last = text.charCodeAt(at + sliceLength - 1);
    const end = at + sliceLength + (last >= 0xd800 && last <= 0xdbff ? 1 : 0);
    yield text.slice(at, end);
    at = end;
  }
}

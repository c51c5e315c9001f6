import type { Body } from "@org/http-core";
import { digestOf, verifiedChunks, type BodyDigest, type BodyDigests } from "./body-digest.js";
import { formEncode, formEncodeBytes, formEncodedLength } from "./form-encoding.js";
import type { CanonicalParam } from "./params.js";

/** Part of a form: bytes that are encoded already, long text, or a body. */
type FormPart = Uint8Array | string | Body;

/** Text up to this length is encoded at once, longer text in slices of this length. */
const sliceLength = 65_536;

/**
 * Parameters as a form that is encoded while it is sent, with its length known before.
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
    async *open() {
      for (const part of parts) {
        if (part instanceof Uint8Array) yield part;
        else yield* typeof part === "string" ? encodedText(part) : encodedBody(part, digestOf(part, digests));
      }
    },
  };
}

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
  if (part instanceof Uint8Array) return part.byteLength;
  if (typeof part !== "string") return digestOf(part, digests).encodedBytes;
  let length = 0;
  for (const slice of slices(part)) length += formEncodedLength(Buffer.from(slice));
  return length;
}

function* encodedText(text: string): Iterable<Uint8Array> {
  for (const slice of slices(text)) yield formEncodeBytes(Buffer.from(slice));
}

async function* encodedBody(body: Body, digest: BodyDigest): AsyncIterable<Uint8Array> {
  for await (const chunk of verifiedChunks(body, digest)) yield formEncodeBytes(chunk);
}

/** Text in slices that never part a surrogate pair. */
function* slices(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const last = text.charCodeAt(at + sliceLength - 1);
    const end = at + sliceLength + (last >= 0xd800 && last <= 0xdbff ? 1 : 0);
    yield text.slice(at, end);
    at = end;
  }
}

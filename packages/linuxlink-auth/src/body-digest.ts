import { createHash, type Hmac } from "node:crypto";
import type { Body } from "@org/http-core";
import { LinuxLinkError, shownPath } from "./errors.js";
import { FileValue } from "./file-value.js";
import { formEncodedLength } from "./form-encoding.js";
import { utf8Check } from "./utf8-check.js";

/** What the first pass over a body found; the second pass has to find the same. */
export interface BodyDigest {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** Bytes once form-encoded. */
  readonly encodedBytes: number;
  /** The state of a file, as {@link FileValue.version} tells it. */
  readonly version?: string;
}

/** What was found about each body of a call. */
export type BodyDigests = ReadonlyMap<Body, BodyDigest>;

/** The digest of a body that went through its first pass. */
export function digestOf(body: Body, digests: BodyDigests): BodyDigest {
  const digest = digests.get(body);
  if (digest === undefined) throw new TypeError("A body is used before its first pass");
  return digest;
}

/**
 * The first pass: signs a body's bytes where they stand in the message, and measures them.
 *
 * @param body - opened and read to its end
 * @param hmac - gets the bytes
 * @param signal - ends the pass
 * @throws LinuxLinkError `FILE_NOT_TEXT` for bytes that are not UTF-8, which no receiver could verify
 */
export async function digestBody(body: Body, hmac: Hmac, signal?: AbortSignal): Promise<BodyDigest> {
  const version = body instanceof FileValue ? { version: await body.version() } : {};
  const hash = createHash("sha256");
  const utf8 = utf8Check();
  let bytes = 0;
  let encodedBytes = 0;
  for await (const chunk of chunksOf(body)) {
    signal?.throwIfAborted();
    if (!utf8.accepts(chunk)) throw notText(body);
    hmac.update(chunk);
    hash.update(chunk);
    bytes += chunk.byteLength;
    encodedBytes += formEncodedLength(chunk);
  }
  if (!utf8.isComplete()) throw notText(body);
  return { sha256: hash.digest("hex"), bytes, encodedBytes, ...version };
}

/**
 * The second pass: a body's bytes, which have to be the ones that were signed. The last chunk is kept back until that
 * is certain, so that no receiver ever has a whole request of which the signature is about something else. A chunk
 * holds until the next is asked for.
 *
 * @param body - opened afresh
 * @param digest - of the first pass
 * @throws LinuxLinkError `FILE_CHANGED`
 */
export async function* verifiedChunks(body: Body, digest: BodyDigest): AsyncIterable<Uint8Array> {
  if (body instanceof FileValue && (await body.version()) !== digest.version) throw changed(body);
  const hash = createHash("sha256");
  let bytes = 0;
  let held: Uint8Array | undefined;
  for await (const chunk of chunksOf(body)) {
    bytes += chunk.byteLength;
    if (bytes > digest.bytes) throw changed(body);
    hash.update(chunk);
    if (held !== undefined) yield held;
    held = chunk;
  }
  if (bytes !== digest.bytes || hash.digest("hex") !== digest.sha256) throw changed(body);
  if (held !== undefined) yield held;
}

/** Chunks of which two at a time are looked at. */
function chunksOf(body: Body): AsyncIterable<Uint8Array> {
  return body instanceof FileValue ? body.openReusing() : body.open();
}

function notText(body: Body): LinuxLinkError {
  return about(body, "FILE_NOT_TEXT", "is not UTF-8 text, so its signature can't be verified; convert it first");
}

function changed(body: Body): LinuxLinkError {
  return about(body, "FILE_CHANGED", "changed between signing and sending; send it again when nobody writes to it");
}

function about(body: Body, code: "FILE_CHANGED" | "FILE_NOT_TEXT", why: string): LinuxLinkError {
  if (!(body instanceof FileValue)) return new LinuxLinkError(code, `A streamed value ${why}`);
  return new LinuxLinkError(code, `File ${shownPath(body.path)} ${why}`, { path: body.path });
}

import { createHash, type Hash } from "node:crypto";
import type { Body } from "@org/http-core";
import { LinuxLinkError, shownPath } from "../errors.js";
import { FileValue } from "../files/file-value.js";
import { formEncodedLength } from "../python/urlencode.js";
import type { RunningHmac } from "./hmac.js";
import { utf8Check } from "../files/utf8-check.js";

/** What the first pass over a body found; the second pass has to find the same. */
export interface BodyDigest {
  /** Lower-case hex; known where somebody is told of the call, as in a dry run. */
  readonly sha256?: string;
  readonly bytes: number;
  /** Bytes once form-encoded. */
  readonly encodedBytes: number;
  /** The state of a file, as {@link FileValue.version} tells it. */
  readonly version?: string;
  /** Begins a second pass. */
  readonly again: () => SecondPass;
}

/** Hashes a body's bytes once more. */
interface SecondPass {
  update(chunk: Uint8Array): void;
  /** True where they were the bytes that are signed. Ends the pass. */
  agrees(): boolean;
}

/** What was found about each body of a call. */
export type BodyDigests = ReadonlyMap<Body, BodyDigest>;

/** The digest of a body that went through its first pass. */
export function digestOf(body: Body, digests: BodyDigests): BodyDigest {
  const digest = digests.get(body);
  if (digest === undefined) throw new TypeError("A body is used before its first pass");
  return digest;
}

/** The SHA-256 of a body whose first pass was asked for it. */
export function sha256Of(body: Body, digests: BodyDigests): string {
  const { sha256 } = digestOf(body, digests);
  if (sha256 === undefined) throw new TypeError("The first pass over a body was not asked for its SHA-256");
  return sha256;
}

/** What a first pass is made with. */
interface FirstPassOptions {
  /** Gets the bytes, where the body stands in the message. */
  readonly hmac: RunningHmac;
  /** Whether the SHA-256 of the body alone is wanted, which costs as much as signing. */
  readonly sha256: boolean;
  /** Ends the pass. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The first pass: signs a body's bytes where they stand in the message, and measures them.
 *
 * @param body - opened and read to its end
 * @throws LinuxLinkError `FILE_NOT_TEXT` for bytes that are not UTF-8, which no receiver could verify
 */
export async function digestBody(body: Body, { hmac, sha256, signal }: FirstPassOptions): Promise<BodyDigest> {
  const version = body instanceof FileValue ? { version: await body.version() } : {};
  const before = hmac.state();
  const hash = sha256 ? createHash("sha256") : undefined;
  const utf8 = utf8Check();
  let bytes = 0;
  let encodedBytes = 0;
  for await (const chunk of chunksOf(body)) {
    signal?.throwIfAborted();
    if (!utf8.accepts(chunk)) throw notText(body);
    hmac.update(chunk);
    hash?.update(chunk);
    bytes += chunk.byteLength;
    encodedBytes += formEncodedLength(chunk);
  }
  if (!utf8.isComplete()) throw notText(body);
  const again = secondPasses(before, hmac.state());
  return { bytes, encodedBytes, again, ...version, ...(hash === undefined ? {} : { sha256: hash.digest("hex") }) };
}

/**
 * A second pass goes on from where the message stood before the body, and has to come to where it stood after it. So
 * each pass hashes a byte once, and what it compares is as strong as the signature.
 */
function secondPasses(before: Hash, after: Hash): () => SecondPass {
  const expected = after.digest("hex");
  return () => {
    const hash = before.copy();
    return {
      update: (chunk) => void hash.update(chunk),
      agrees: () => hash.digest("hex") === expected,
    };
  };
}

/**
 * A further pass over a body that stands in the message more than once.
 *
 * @throws LinuxLinkError `FILE_CHANGED`
 */
export async function signAgain(body: Body, digest: BodyDigest, { hmac, signal }: FirstPassOptions): Promise<void> {
  for await (const chunk of verifiedChunks(body, digest)) {
    signal?.throwIfAborted();
    hmac.update(chunk);
  }
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
  const pass = digest.again();
  let bytes = 0;
  let held: Uint8Array | undefined;
  for await (const chunk of chunksOf(body)) {
    bytes += chunk.byteLength;
    if (bytes > digest.bytes) throw changed(body);
    pass.update(chunk);
    if (held !== undefined) yield held;
    held = chunk;
  }
  if (bytes !== digest.bytes || !pass.agrees()) throw changed(body);
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

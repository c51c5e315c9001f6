import { createHash, type Hash } from "node:crypto";
import type { Body } from "@org/http-core";
import { LinuxLinkError, printablePath } from "../errors.js";
import { FileValue } from "../files/file-value.js";
import { utf8Check } from "../files/utf8-check.js";
import { formEncodedLength } from "../python-format/urlencode.js";
import type { RunningHmac } from "./hmac.js";

/** What the first pass over a body found. The second pass has to find the same bytes. */
export interface BodyDigest {
  /** In lower-case hex; absent if it was not needed. */
  readonly sha256?: string;
  /** Size before form encoding. */
  readonly bytes: number;
  /** Length in a form, in bytes. */
  readonly encodedBytes: number;
  /** State of a file, see {@link FileValue.version}; absent for other bodies. */
  readonly version?: string;
  /** Starts comparing another reading of the body; can be called any number of times. */
  readonly startSecondPass: () => SecondPass;
}

/** Compares the bytes of a second reading with the signed bytes. */
interface SecondPass {
  /** Adds the next bytes. */
  update(chunk: Uint8Array): void;
  /** True if the bytes are those that were signed. Ends the pass. */
  matches(): boolean;
}

/** The digest of each body of a call. */
export type BodyDigests = ReadonlyMap<Body, BodyDigest>;

/** Returns the digest of a body that went through its first pass. */
export function digestOf(body: Body, digests: BodyDigests): BodyDigest {
  const digest = digests.get(body);
  if (digest === undefined) throw new TypeError("A body is used before its first pass");
  return digest;
}

/** Returns the SHA-256 of a body whose first pass computed it. */
export function sha256Of(body: Body, digests: BodyDigests): string {
  const { sha256 } = digestOf(body, digests);
  if (sha256 === undefined) throw new TypeError("The first pass over a body did not compute its SHA-256");
  return sha256;
}

/** What a pass over a body needs. */
interface PassOptions {
  /** Receives the bytes in the place of the body in the message. */
  readonly hmac: RunningHmac;
  /** Whether to compute the SHA-256 of the body alone, which takes as long as signing. */
  readonly needsSha256: boolean;
  /** Stops the pass. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs the first pass: signs a body's bytes, and measures them.
 *
 * @param body - is opened and read to its end
 * @throws LinuxLinkError `FILE_UNREADABLE`, or `FILE_NOT_TEXT` for bytes that are not UTF-8, which no server could verify
 */
export async function digestBody(body: Body, { hmac, needsSha256, signal }: PassOptions): Promise<BodyDigest> {
  const version = body instanceof FileValue ? { version: await body.version() } : {};
  const before = hmac.copyState();
  const hash = needsSha256 ? createHash("sha256") : undefined;
  const utf8 = utf8Check();
  let bytes = 0;
  let encodedBytes = 0;
  for await (const chunk of openChunks(body)) {
    signal?.throwIfAborted();
    if (!utf8.accepts(chunk)) throw notText(body);
    hmac.update(chunk);
    hash?.update(chunk);
    bytes += chunk.byteLength;
    encodedBytes += formEncodedLength(chunk);
  }
  if (!utf8.isComplete()) throw notText(body);
  const startSecondPass = secondPassStarter(before, hmac.copyState());
  const sha256 = hash === undefined ? {} : { sha256: hash.digest("hex") };
  return { bytes, encodedBytes, startSecondPass, ...version, ...sha256 };
}

/**
 * A second pass continues the hash of the message before the body, and has to reach the hash after the body. So each
 * pass hashes a byte only once, and the comparison is as strong as the signature.
 */
function secondPassStarter(before: Hash, after: Hash): () => SecondPass {
  const expected = after.digest("hex");
  return () => {
    const hash = before.copy();
    return {
      update: (chunk) => void hash.update(chunk),
      matches: () => hash.digest("hex") === expected,
    };
  };
}

/**
 * Signs a body again that the message contains more than once.
 *
 * @param body - is opened and read to its end
 * @param digest - of its first pass
 * @throws LinuxLinkError `FILE_CHANGED`
 */
export async function signAgain(
  body: Body,
  digest: BodyDigest,
  { hmac, signal }: Omit<PassOptions, "needsSha256">,
): Promise<void> {
  for await (const chunk of verifiedChunks(body, digest)) {
    signal?.throwIfAborted();
    hmac.update(chunk);
  }
}

/**
 * Runs the second pass: yields a body's bytes, which have to be those that were signed. The last chunk is held back
 * until that is certain, so that a server never receives a complete request with a wrong signature. A chunk is valid
 * until the next one is read.
 *
 * @param body - is opened again
 * @param digest - of the first pass
 * @throws LinuxLinkError `FILE_CHANGED`
 */
export async function* verifiedChunks(body: Body, digest: BodyDigest): AsyncIterable<Uint8Array> {
  if (body instanceof FileValue && (await body.version()) !== digest.version) throw changed(body);
  const pass = digest.startSecondPass();
  let bytes = 0;
  let heldBack: Uint8Array | undefined;
  for await (const chunk of openChunks(body)) {
    bytes += chunk.byteLength;
    if (bytes > digest.bytes) throw changed(body);
    pass.update(chunk);
    if (heldBack !== undefined) yield heldBack;
    heldBack = chunk;
  }
  if (bytes !== digest.bytes || !pass.matches()) throw changed(body);
  if (heldBack !== undefined) yield heldBack;
}

/** A chunk is valid until two more have been read, which is what holding one back needs. */
function openChunks(body: Body): AsyncIterable<Uint8Array> {
  return body instanceof FileValue ? body.openReusing() : body.open();
}

function notText(body: Body): LinuxLinkError {
  return bodyError(body, "FILE_NOT_TEXT", "is not UTF-8 text, so its signature can't be verified; convert it to UTF-8");
}

function changed(body: Body): LinuxLinkError {
  const why = "changed between signing and sending; send it again when no program writes to it";
  return bodyError(body, "FILE_CHANGED", why);
}

function bodyError(body: Body, code: "FILE_CHANGED" | "FILE_NOT_TEXT", why: string): LinuxLinkError {
  if (!(body instanceof FileValue)) return new LinuxLinkError(code, `A streamed value ${why}`);
  return new LinuxLinkError(code, `File ${printablePath(body.path)} ${why}`, { path: body.path });
}

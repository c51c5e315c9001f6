import type { PreparedRequest, RequestOptions, Session } from "@org/http-core";
import { refuseOption } from "@org/http-core/authoring";
import { sendsForm } from "../canonical/call.js";
import type { CanonicalParam } from "../canonical/params.js";
import type { ParamScalar } from "../python-format/text.js";
import { digestOf, sha256Of, verifiedChunks } from "../signing/body-digest.js";
import { ObservedCallOptions, type LinuxLinkCallOptions } from "../signing/call-options.js";
import { messageText, type SignedCall } from "../signing/sign-call.js";

/** A file or stream, as a dry run shows it. */
export interface DryRunBody {
  /** Path of a file; absent for a stream. */
  readonly path?: string;
  /** Size before form encoding. */
  readonly bytes: number;
  /** In lower-case hex. */
  readonly sha256: string;
}

/** The request that would have been sent. Its signature stays valid for exactly this request and never expires. */
export interface DryRun {
  /** The header that carries the signature, in base64. */
  readonly headers: {
    /** The HMAC-SHA256 of the message under the key, in base64. */
    readonly "X-Auth-Signature": string;
  };
  /** In upper case. */
  readonly method: string;
  /** Query included. */
  readonly url: string;
  /** Parameters of a POST as the caller gave them, and the account's address; absent for other methods. */
  readonly data?: Readonly<Record<string, ParamScalar | readonly ParamScalar[] | DryRunBody>>;
  /** The message that was signed. A file is shown as its SHA-256 in angle brackets. */
  readonly hmac_msg: string;
}

/** True for the result of a call of a client with `dryRun`. */
export function isDryRun(result: unknown): result is DryRun {
  return typeof result === "object" && result !== null && "hmac_msg" in result && "headers" in result;
}

/** What was signed for each result, since the result itself shows only the digest of a file. */
const signedCalls = new WeakMap<DryRun, SignedCall>();

/**
 * Reads the message that was signed for a dry run, with the content of files and streams in the places where `hmac_msg`
 * shows their digests. Its HMAC-SHA256 under the account's key is the signature. Files are read again.
 *
 * @param result - of a call of a client with `dryRun`; a copy of it is refused
 * @returns the bytes of the message, in chunks
 * @throws InputError `OPTION_INVALID`
 * @throws LinuxLinkError `FILE_UNREADABLE`, `FILE_CHANGED` while it is read
 */
export function readSignedMessage(result: DryRun): AsyncIterable<Uint8Array> {
  const signed = signedCalls.get(result);
  return signed === undefined ? refuseOption("result", "the result of a dry run, not a copy of it") : chunksOf(signed);
}

async function* chunksOf({ call, digests }: SignedCall): AsyncIterable<Uint8Array> {
  for (const piece of call.pieces) {
    if (typeof piece === "string") yield Buffer.from(piece);
    // The chunks of a file are reused for the next ones.
    else for await (const chunk of verifiedChunks(piece, digestOf(piece, digests))) yield Buffer.from(chunk);
  }
}

/** Options of the call that is not sent. */
interface DryCallOptions extends RequestOptions {
  readonly authOptions: LinuxLinkCallOptions;
}

/**
 * Prepares and signs a request exactly as a real call does, and describes it instead of sending it.
 *
 * @param session - prepares and signs the request
 * @param url - where the request would go
 * @param options - of the call
 */
export async function runDry(session: Session, url: string, options: DryCallOptions): Promise<DryRun> {
  const { promise: signed, resolve: onSigned } = Promise.withResolvers<SignedCall>();
  const authOptions = new ObservedCallOptions(options.authOptions, onSigned);
  const prepared = await session.prepare(url, { ...options, authOptions });
  const call = await signed;
  const result = dryRunOf(prepared, call);
  signedCalls.set(result, call);
  return result;
}

function dryRunOf(prepared: PreparedRequest, signed: SignedCall): DryRun {
  const { method, url } = prepared;
  const shared = { headers: { "X-Auth-Signature": signed.signature }, method, url };
  const hmac_msg = messageText(signed);
  if (!sendsForm(method)) return { ...shared, hmac_msg };
  const data = Object.fromEntries(signed.call.params.map((param) => [param.name, showValue(param, signed)]));
  return { ...shared, data, hmac_msg };
}

function showValue(
  { given }: CanonicalParam,
  { digests }: SignedCall,
): ParamScalar | readonly ParamScalar[] | DryRunBody {
  if (typeof given !== "object" || !("open" in given)) return given;
  const { bytes } = digestOf(given, digests);
  const sha256 = sha256Of(given, digests);
  return "path" in given && typeof given.path === "string" ? { path: given.path, bytes, sha256 } : { bytes, sha256 };
}

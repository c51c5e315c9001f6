import { BodyError } from "../../errors.js";
import { isSupported, readCodings, type ContentCoding } from "../../http/body/codings.js";
import { checkExpansion } from "../../http/body/expansion.js";
import { refuseBytes, type ByteSource } from "../../http/body/read-body.js";
import { refuseEncoded } from "../../http/body/refuse-encoded.js";
import { HeaderList } from "../../http/header-list.js";
import { hasNodeModules } from "../../util/platform/runtime.js";
import type { Exchange } from "./exchange.js";

/** What the head of a response of fetch says. */
export interface FetchedHead {
  /** The response that is passed on. */
  readonly headers: HeaderList;
  /** As fetch has decoded it; `undefined` for none. */
  readonly body?: ReadableStream<Uint8Array>;
  /** Checks the body on its way to the reader. Default: it needs no check. */
  readonly wrapBody?: (body: ByteSource) => ByteSource;
}

/**
 * Reads the head of a response of fetch, which decodes the body if it can. If nothing shows whether the body is
 * complete, only the body is refused: the head is valid.
 *
 * @param fetched - the response
 * @param exchange - of the response
 */
export function readFetched(fetched: Response, exchange: Exchange): FetchedHead {
  const headers = HeaderList.fromPairs(fetched.headers);
  const { body, type } = fetched;
  // A browser decodes a body from another origin, and shows only the length that it had before.
  if (type === "cors" && !hasNodeModules) headers.delete("content-length");
  // fetch may fail to decode a body of no bytes.
  if (body === null || headers.get("content-length") === "0") return { headers };
  const encoding = headers.get("content-encoding");
  if (encoding === null) return { headers, body };
  const codings = readCodings(encoding);
  if (codings.length === 0 || isUntouched(encoding, codings)) return { headers, body };
  const refusal = (reason: string) => (): Error =>
    exchange.error("PROTOCOL_ERROR", `the response is encoded as ${JSON.stringify(encoding)}, and ${reason}`);
  const coding = codings.every(isSupported) ? codings.at(-1) : undefined;
  if (coding === undefined) {
    return { headers, body, wrapBody: (bytes) => refuseBytes(bytes, refusal("fetch can't decode it")) };
  }
  const receivedBytes = lengthOf(headers);
  if (receivedBytes === undefined && !isFramed(headers)) {
    const reason = "without Content-Length or chunks fetch can't tell whether it is complete";
    return { headers, body, wrapBody: (bytes) => refuseBytes(bytes, refusal(reason)) };
  }
  // They describe the encoded bytes, which no reader gets.
  headers.delete("content-encoding");
  headers.delete("content-length");
  const reason = `its body is still ${coding} data: fetch has not decoded it, or it is encoded twice`;
  const wrapBody = (bytes: ByteSource): ByteSource =>
    refuseEncoded(limitExpansion(bytes, receivedBytes), coding, refusal(reason));
  return { headers, body, wrapBody };
}

/** Whether fetch has decoded nothing, because another word is in the list. Then the session decodes the body and checks it. */
function isUntouched(encoding: string, codings: readonly ContentCoding[]): boolean {
  return codings.length < encoding.split(",").length && codings.every(isSupported);
}

/**
 * Whether fetch knows where a body without a length ends, so that it reports one that is truncated. A browser does not show if a
 * response came over HTTP/2, which always tells the end. So there a response of HTTP/1.1 counts as well, even if it ends with its
 * connection.
 */
function isFramed(headers: HeaderList): boolean {
  return !hasNodeModules || /(^|,)\s*chunked\s*$/i.test(headers.get("transfer-encoding") ?? "");
}

function lengthOf(headers: HeaderList): number | undefined {
  const text = headers.get("content-length") ?? "";
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Limits how much a body of known length grows. Without a length only `maxResponseBytes` limits it. */
async function* limitExpansion(
  decoded: AsyncIterable<Uint8Array>,
  receivedBytes = Infinity,
): AsyncIterable<Uint8Array> {
  let bytes = 0;
  for await (const chunk of decoded) {
    bytes += chunk.byteLength;
    checkExpansion(bytes, receivedBytes);
    yield chunk;
  }
}

/** Codes of the errors of zlib, brotli and zstd in Node. */
const dataErrorCode = /^(Z_|ERR__|ERR_BROTLI|ZSTD_)/;

/** Gives an error of fetch's decoder the name that it has on every transport. Returns any other error as it is. */
export function nameDataError(error: unknown): unknown {
  const { code } = ((error as Error).cause ?? error) as { code?: unknown };
  if (typeof code !== "string" || !dataErrorCode.test(code)) return error;
  return new BodyError("BODY_TRUNCATED", "The encoded data of the response is truncated or invalid");
}

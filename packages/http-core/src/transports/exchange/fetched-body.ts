import { BodyError } from "../../errors.js";
import { isSupported, readCodings, type ContentCoding, type SupportedCoding } from "../../http/body/codings.js";
import { checkExpansion } from "../../http/body/expansion.js";
import { refuseBytes } from "../../http/body/read-body.js";
import { refuseEncoded } from "../../http/body/refuse-encoded.js";
import type { Exchange } from "./exchange.js";
import { WatchedBody } from "./watched-body.js";

/** What is handed on of a response of fetch. */
export interface FetchedParts {
  readonly headers: Headers;
  /** `undefined` for no body. */
  readonly body: AsyncIterable<Uint8Array> | undefined;
}

/**
 * Reads the headers and the body of a response of fetch, which has decoded the body if it could. Only the body is refused if
 * nothing shows whether it is complete: the head counts all the same.
 *
 * @param fetched - the response
 * @param exchange - of the response
 * @param stop - ends the exchange
 */
export function readFetched(fetched: Response, exchange: Exchange, stop: () => void): FetchedParts {
  const headers = new Headers(fetched.headers);
  // fetch may fail to decode a body of no bytes.
  if (fetched.body === null || headers.get("content-length") === "0") return { headers, body: undefined };
  const received = fetched.body as AsyncIterable<Uint8Array>;
  const watch = (body: AsyncIterable<Uint8Array>): WatchedBody => new WatchedBody(body, exchange, { stop });
  const encoding = headers.get("content-encoding") ?? "";
  const codings = readCodings(encoding);
  const coding = codings.filter(isSupported).at(-1);
  if (codings.length === 0 || isUntouched(encoding, codings)) return { headers, body: watch(received) };
  const refusal = (reason: string) => (): Error =>
    exchange.protocolError(`the response is encoded as ${JSON.stringify(encoding)}, and ${reason}`);
  if (coding === undefined || !codings.every(isSupported)) {
    return { headers, body: refuseBytes(watch(received), refusal("fetch can't decode it")) };
  }
  const decoded = watch(nameDataErrors(received, coding));
  if (!isFramed(headers)) {
    const reason = "without Content-Length or chunks fetch can't tell whether it is complete";
    return { headers, body: refuseBytes(decoded, refusal(reason)) };
  }
  const limited = limitExpansion(decoded, lengthOf(headers));
  const reason = `its body is still ${coding} data: fetch has not decoded it, or it is encoded twice`;
  return { headers: withoutEncoding(headers), body: refuseEncoded(limited, coding, refusal(reason)) };
}

/** Whether fetch has decoded nothing, because another word is in the list. Then the session decodes the body and checks it. */
function isUntouched(encoding: string, codings: readonly ContentCoding[]): boolean {
  return codings.length < encoding.split(",").length && codings.every(isSupported);
}

/** Removes what describes the bytes that fetch has decoded, which nobody has any more. */
function withoutEncoding(headers: Headers): Headers {
  const kept = new Headers(headers);
  kept.delete("content-encoding");
  kept.delete("content-length");
  return kept;
}

/** Whether the head says where the body ends, so that fetch reports a body that is cut. */
function isFramed(headers: Headers): boolean {
  const isChunked = /(^|,)\s*chunked\s*$/i.test(headers.get("transfer-encoding") ?? "");
  return isChunked || lengthOf(headers) !== undefined;
}

function lengthOf(headers: Headers): number | undefined {
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

/** Gives an error of fetch's decoder the name that it has on every transport. */
async function* nameDataErrors(body: AsyncIterable<Uint8Array>, coding: SupportedCoding): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    const { code } = ((error as Error).cause ?? error) as { code?: unknown };
    if (typeof code !== "string" || !dataErrorCode.test(code)) throw error;
    throw new BodyError("BODY_TRUNCATED", `The ${coding} data of the response is cut or broken`);
  }
}

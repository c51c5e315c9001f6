import { pairsOf } from "../../authoring/pairs.js";
import { refuseOption } from "../../authoring/check-options.js";
import { BodyError, HttpError, isHttpError } from "../../errors.js";
import type { HeadersInit } from "../../http/headers.js";
import type { HttpResponse } from "../../http/response.js";
import { originOf } from "../../http/url.js";
import type { Progress } from "../../transports/transport.js";
import { omitUndefined } from "../../util/omit-undefined.js";
import { redactUrl } from "../../redaction/redact.js";
import type { CallOptionsWithoutMethod, Session } from "../session.js";
import { parseContentRange } from "./content-range.js";
import type { FileVersion, PartialFile } from "./partial-file.js";
import { strongValidator } from "./validator.js";

/** What a download works with. */
export interface Download {
  /** Sends the requests. */
  readonly session: Session;
  /** As the caller gave it. */
  readonly url: string | URL;
  /** Options of each call. */
  readonly call: CallOptionsWithoutMethod;
  /** Called as bytes arrive; `undefined` if the caller does not listen. */
  readonly onProgress: ((progress: Progress) => void) | undefined;
  /** Receives the bytes. */
  readonly file: PartialFile;
}

/** Counts the bytes of one response. */
interface Received {
  bytes: number;
}

/**
 * Requests the missing rest of a file, and writes it.
 *
 * @param download - see {@link Download}
 * @param received - counts the bytes of this response
 * @returns the headers of the response
 * @throws what the call throws; BodyError `BODY_TRUNCATED` for less than the whole file; HttpError for a redirect that was not
 * followed
 */
export async function fetchRest(download: Download, received: Received): Promise<Headers> {
  const { file } = download;
  const response = await requestRest(download);
  if (response === undefined) return startAgain(download, received);
  if ("isComplete" in response) return response.headers;
  if (response.status === 206 && !continues(response, file)) {
    await response.discard();
    if (file.bytes > 0) return startAgain(download, received);
    throw new BodyError("BODY_TRUNCATED", "The server sent a part of the file, although all of it was requested");
  }
  if (response.status !== 206) await file.restart(versionOf(response));
  await writeBody(response, download, received);
  refuseWrongSize(file);
  return response.headers;
}

async function writeBody(response: HttpResponse, { file, call }: Download, received: Received): Promise<void> {
  const maxBytes = call.maxResponseBytes ?? Infinity;
  for await (const chunk of response.chunks()) {
    received.bytes += chunk.byteLength;
    await file.write(chunk);
    if (file.bytes > maxBytes) throw new BodyError("BODY_TOO_LARGE", `The file is larger than ${maxBytes} bytes`);
  }
}

async function startAgain(download: Download, received: Received): Promise<Headers> {
  await download.file.restart();
  return fetchRest(download, received);
}

/**
 * Requests the rest of the file, or all of it if there is nothing to continue.
 *
 * @returns the response; its headers if the file was complete already; `undefined` if the server has no such range
 */
async function requestRest(
  download: Download,
): Promise<HttpResponse | { readonly isComplete: true; readonly headers: Headers } | undefined> {
  const { session, url, file } = download;
  try {
    const response = await session.get(url, callOptions(download));
    if (response.ok) return response;
    await response.discard();
    const message = `GET ${redactUrl(response.url)} returned ${response.status}, which is not a file`;
    throw new HttpError(message, { method: "GET", status: response.status, head: response });
  } catch (error) {
    if (!isHttpError(error) || error.status !== 416 || file.bytes === 0) throw error;
    const range = parseContentRange(error.headers.get("content-range"));
    return range?.totalBytes === file.bytes ? { isComplete: true, headers: error.headers } : undefined;
  }
}

function callOptions({ call, onProgress, file }: Download): CallOptionsWithoutMethod {
  const { bytes, version } = file;
  const given = call.headers === undefined ? [] : pairsOf<string>("headers", call.headers);
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  if (names.has("range") || names.has("if-range"))
    refuseOption("headers", "without Range and If-Range, which a download sets");
  const own = names.has("accept-encoding") ? [] : [["accept-encoding", "identity"] as const];
  const range =
    bytes > 0 && version.validator !== undefined
      ? ([
          ["range", `bytes=${bytes}-`],
          ["if-range", version.validator],
        ] as const)
      : [];
  // The file tells how much of it was there, also if the server sends it from its start.
  let before: number | undefined;
  const onDownloadProgress =
    onProgress &&
    (({ bytes: added, totalBytes, attempt }: Progress): void => {
      before ??= file.bytes;
      onProgress({
        bytes: before + added,
        totalBytes: totalBytes === undefined ? undefined : before + totalBytes,
        attempt,
      });
    });
  const headers: HeadersInit = [...own, ...given, ...range];
  return omitUndefined({ ...call, headers, stream: true, throwHttpErrors: true, onDownloadProgress });
}

/** True if a part begins where the file ends, and belongs to the same version of it. */
function continues({ headers, url }: HttpResponse, { bytes, version }: PartialFile): boolean {
  const { origin, validator, totalBytes } = version;
  if (validator === undefined || bytes === 0) return false;
  const range = parseContentRange(headers.get("content-range"));
  const name = validator.startsWith('"') ? "etag" : "last-modified";
  const isSameVersion = [validator, null].includes(headers.get(name)) && originOf(url) === origin;
  const isSameSize = [range?.totalBytes, totalBytes].includes(undefined) || range?.totalBytes === totalBytes;
  return range?.start === bytes && isSameVersion && isSameSize && !headers.has("content-encoding");
}

/** Nothing identifies the bytes of an encoded response: the file has them decoded. */
function versionOf({ headers, url }: HttpResponse): FileVersion {
  const origin = originOf(url);
  if (headers.has("content-encoding")) return { origin, validator: undefined, totalBytes: undefined };
  const length = headers.get("content-length");
  return { origin, validator: strongValidator(headers), totalBytes: length === null ? undefined : Number(length) };
}

function refuseWrongSize({ bytes, version }: PartialFile): void {
  if (version.totalBytes === undefined || bytes === version.totalBytes) return;
  throw new BodyError("BODY_TRUNCATED", `The file has ${version.totalBytes} bytes, but ${bytes} arrived`);
}

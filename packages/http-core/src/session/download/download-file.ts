import { checkBoolean, checkText } from "../../authoring/check-values.js";
import { refuseOption } from "../../authoring/check-options.js";
import { isHttpCoreError } from "../../http-core-error.js";
import { isTransportError } from "../../errors.js";
import { mergeParams } from "../../http/params.js";
import type { Progress } from "../../transports/transport.js";
import { hashText } from "../../util/platform/hash-text.js";
import { copyOwn } from "../../util/own-members.js";
import type { CallOptionsWithoutMethod, Session } from "../session.js";
import { fetchRest, type Download } from "./fetch-rest.js";
import { PartialFile } from "./partial-file.js";

/** Options of a call that a download sets itself. */
const ownOptions = ["method", "json", "form", "body", "stream", "throwHttpErrors", "onDownloadProgress"] as const;

/** Options of {@link downloadFile}: those of its calls, and how the file is written. */
export interface DownloadOptions extends Omit<
  CallOptionsWithoutMethod,
  Exclude<(typeof ownOptions)[number], "method">
> {
  /**
   * Called as bytes of the file arrive: `bytes` includes those that were there before, and `totalBytes` is the size of
   * the whole file. An error that it throws causes a warning, and the download continues.
   */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * True to keep the partial file (`path` with `.part`) when the download fails. The next download of the same URL with
   * this option continues it. Only one download at a time may write to a path. Default false: the partial file is removed.
   */
  readonly resume?: boolean;
}

/** A file that was downloaded. */
export interface DownloadedFile {
  /** Size of the file, in bytes. */
  readonly bytes: number;
  /** How much of it an earlier download had left, in bytes; 0 if nothing of it could be used. */
  readonly resumedBytes: number;
  /** Headers of the last response. */
  readonly headers: Headers;
}

/** How often a download is continued after its connection was lost. */
const maxContinuations = 10;

/**
 * Downloads a file. It appears at `path` only when it is complete: until then it is written to another file in the same
 * folder. If the connection is lost, the rest is requested by `Range` and `If-Range`, provided that the response had a
 * strong `ETag` or an old `Last-Modified`, and that some bytes arrived; a file that has changed meanwhile is fetched
 * from its start. `retry: false` switches that off. Memory does not grow with the file.
 *
 * @param session - sends the requests
 * @param url - a path under the session's `baseUrl`, or an absolute URL
 * @param path - of the file. A regular file is replaced, and keeps its mode
 * @param options - of the calls, and how the file is written
 * @throws what `session.get` throws; InputError `OPTION_INVALID` also if the file can't be written; BodyError
 * `BODY_TRUNCATED` if the server sends less than the whole file
 */
export async function downloadFile(
  session: Session,
  url: string | URL,
  path: string,
  options: DownloadOptions = {},
): Promise<DownloadedFile> {
  const { onProgress, resume = false, ...call } = copyOwn(options);
  if (onProgress !== undefined && typeof onProgress !== "function") refuseOption("onProgress", "a function");
  for (const name of ownOptions) if (Object.hasOwn(call, name)) refuseOption(name, "left out: a download sets it");
  const isKept = checkBoolean("resume", resume);
  const file = await PartialFile.open(checkText("path", path), { isKept, source: sourceOf(url, call) });
  try {
    const headers = await fetchAll({ session, url, call, onProgress, file });
    await file.finish();
    const { bytes, resumedBytes } = file;
    return { bytes, resumedBytes, headers };
  } catch (error) {
    await file.abandon();
    throw error;
  }
}

/** A hash: a URL may contain a secret, which must not be on the disk. */
function sourceOf(url: string | URL, { baseUrl, params }: CallOptionsWithoutMethod): string {
  const source = JSON.stringify([String(url), String(baseUrl ?? ""), mergeParams(params)]);
  return hashText(source);
}

async function fetchAll(download: Download): Promise<Headers> {
  for (let continuations = 0; ; continuations++) {
    const received = { bytes: 0 };
    try {
      return await fetchRest(download, received);
    } catch (error) {
      const isLast = download.call.retry === false || continuations === maxContinuations;
      if (isLast || received.bytes === 0 || !isBroken(error) || download.file.version.validator === undefined)
        throw error;
    }
  }
}

/** True for a response whose end did not arrive. */
function isBroken(error: unknown): boolean {
  return isTransportError(error) || (isHttpCoreError(error) && error.code === "BODY_TRUNCATED");
}

import { BodyError, isHttpCoreError, type HttpCoreError } from "../../errors.js";
import { takeBody, type HttpResponse } from "../response.js";
import { concatChunks } from "./read-body.js";

/** How much of a body an error quotes, in bytes. */
const maxErrorBodyBytes = 65_536;

/** The body of a response that an error describes. */
export interface ErrorBody {
  /** Its start: at most 64 KB. */
  readonly text: string;
  /** True if there may be more of it. */
  readonly isCut: boolean;
  /** Why it could not be read further; `undefined` if it could. */
  readonly error: HttpCoreError | undefined;
}

/**
 * Reads the start of a body as text, as far as an error quotes it. Use it for every response that an error describes: a
 * server may send megabytes that are made to keep a parser or a pattern busy.
 *
 * @param response - its body is not read any further
 * @returns at most 64 KB of it; less if the body ends early or can't be decoded
 */
export async function readErrorText(response: HttpResponse): Promise<string> {
  return (await readErrorBody(response)).text;
}

/**
 * Reads the start of a body as {@link readErrorText} does, and says what was wrong with the body.
 *
 * @param response - its body is not read any further
 */
export async function readErrorBody(response: HttpResponse): Promise<ErrorBody> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let error: HttpCoreError | undefined;
  try {
    const body = takeBody(response);
    for await (const chunk of body instanceof Uint8Array ? [body] : body) {
      chunks.push(chunk.subarray(0, maxErrorBodyBytes - size));
      size += chunk.byteLength;
      if (size >= maxErrorBodyBytes) break;
    }
  } catch (cause) {
    // The error is about the status. A body that ends early only leaves less to quote.
    error = isHttpCoreError(cause) ? cause : new BodyError("BODY_TRUNCATED", "The response body could not be read");
  }
  return { text: new TextDecoder().decode(concatChunks(chunks)), isCut: size >= maxErrorBodyBytes, error };
}

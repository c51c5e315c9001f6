import { concatChunks } from "./body/read-body.js";
import { takeBody, type HttpResponse } from "./response.js";

/** How much of a body an error quotes, in bytes. */
const maxErrorBodyBytes = 65_536;

/**
 * Reads the start of a body as text, as far as an error quotes it. Use it for every response that an error describes: a
 * server may send megabytes that are made to keep a parser or a pattern busy.
 *
 * @param response - its body is not read any further
 * @returns at most 64 KB of it; less if the body ends early or can't be decoded
 */
export async function readErrorText(response: HttpResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const body = takeBody(response);
    for await (const chunk of body instanceof Uint8Array ? [body] : body) {
      chunks.push(chunk.subarray(0, maxErrorBodyBytes - size));
      size += chunk.byteLength;
      if (size >= maxErrorBodyBytes) break;
    }
  } catch {
    // The error is about the status. A body that ends early only leaves less to quote.
  }
  return new TextDecoder().decode(concatChunks(chunks));
}

import { isHttpCoreError, type HttpCoreError } from "../../http-core-error.js";
import { BodyError } from "../../errors.js";
import { withoutCutSecret } from "../../redaction/cut-end.js";
import { scrub } from "../../redaction/scrub.js";
import { quoteText } from "../../redaction/quote-text.js";
import { secretsOf, takeBody } from "../body-response.js";
import type { HttpResponse } from "../response.js";
import { concatChunks } from "./read-body.js";
import { isBytes } from "../../util/realms.js";

/** How much of a body an error quotes, in bytes. */
const maxErrorBodyBytes = 65_536;

/** The body of a response that an error describes. */
export interface ErrorBody {
  /** Its start: at most 64 KB, in which the secrets that the call sent are masked. */
  readonly text: string;
  /** Why it could not be read further; `undefined` if it could. */
  readonly error: HttpCoreError | undefined;
}

/**
 * Reads the start of a body as text, as far as an error quotes it. Use it for every response that an error describes: a
 * server may send megabytes that are made to keep a parser or a pattern busy. What the call sent as a secret is masked.
 *
 * @param response - its body is not read any further
 * @returns at most 64 KB of it; less if the body ends early or can't be decoded
 */
export async function readErrorText(response: HttpResponse): Promise<string> {
  return (await readErrorBody(response)).text;
}

/**
 * Makes one line of a text from a response, for an error, a log or a prompt: what the call sent as a secret is masked,
 * control characters are left out, and then the text is truncated. Don't truncate it before: a part of a secret is not found.
 *
 * @param response - that holds the text
 * @param text - at most its first 64 KB are read
 * @returns at most 300 characters; `undefined` if nothing is left
 */
export function quoteFrom(response: HttpResponse, text: string): string | undefined {
  return quoteText(text, secretsOf(response));
}

/**
 * Reads the start of a body as {@link readErrorText} does, and says what was wrong with the body.
 *
 * @param response - its body is not read any further
 * @param secrets - to mask. Default: those that the response knows
 */
export async function readErrorBody(
  response: HttpResponse,
  secrets: ReadonlySet<string> = secretsOf(response),
): Promise<ErrorBody> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let error: HttpCoreError | undefined;
  try {
    const body = takeBody(response);
    for await (const chunk of isBytes(body) ? [body] : body) {
      chunks.push(chunk.subarray(0, maxErrorBodyBytes - size));
      size += chunk.byteLength;
      if (size >= maxErrorBodyBytes) break;
    }
  } catch (cause) {
    // The error is about the status. A body that ends early only leaves less to quote.
    error = isHttpCoreError(cause) ? cause : new BodyError("BODY_TRUNCATED", "The response body could not be read");
  }
  const text = new TextDecoder().decode(concatChunks(chunks));
  return { text: scrub(size >= maxErrorBodyBytes ? withoutCutSecret(text, secrets) : text, secrets), error };
}

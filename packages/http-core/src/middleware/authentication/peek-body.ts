import { cancelBody, withBody } from "../../http/body-response.js";
import type { HttpResponse } from "../../http/response.js";
import { concatBytes } from "../../util/platform/bytes.js";

/** A response whose body a scheme may look at before the caller reads it. */
export interface PeekableResponse {
  /**
   * Returns the first bytes of the body.
   *
   * @param maxBytes - how many bytes at most; of a streamed body at most 65 536
   */
  peek(maxBytes: number): Promise<Uint8Array>;
  /** Returns the response with its whole body, including the bytes that were peeked. */
  restore(): HttpResponse;
}

/** How much of a streamed body is kept for a scheme, in bytes. */
const maxStreamedBytes = 65_536;

/**
 * Lets a scheme look at the start of a body, which stays readable. A body that can't be read ends early for the scheme,
 * which judges by the head then. A later reader of the body gets its error.
 *
 * @param response - the response
 * @param isStreamed - false if the body was read whole, and so can be read several times
 */
export function peekBody(response: HttpResponse, isStreamed: boolean): PeekableResponse {
  const seen: Uint8Array[] = [];
  let source: AsyncIterator<Uint8Array> | undefined;
  let failure: { readonly error: unknown } | undefined;

  async function peek(wantedBytes: number): Promise<Uint8Array> {
    const maxBytes = isStreamed ? Math.min(wantedBytes, maxStreamedBytes) : wantedBytes;
    source ??= response.chunks()[Symbol.asyncIterator]();
    try {
      while (totalLength(seen) < maxBytes) {
        const { value, done } = await source.next();
        if (done === true) break;
        seen.push(value);
      }
    } catch (error) {
      failure = { error };
    }
    return concatBytes(seen).subarray(0, maxBytes);
  }

  function restore(): HttpResponse {
    if (source === undefined || (!isStreamed && failure === undefined)) return response;
    const unread = failure === undefined ? source : failing(failure.error);
    return withBody(response, concat(seen, unread), undefined, () => cancelBody(response));
  }

  return { peek, restore };
}

/** Ends with an error at once. */
function failing(error: unknown): AsyncIterator<Uint8Array> {
  return {
    async next() {
      throw error;
    },
  };
}

async function* concat(seen: readonly Uint8Array[], unread: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  yield* seen;
  yield* { [Symbol.asyncIterator]: () => unread };
}

function totalLength(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
}

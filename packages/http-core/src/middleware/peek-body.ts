import type { HttpResponse } from "../http/response.js";
import { withBody } from "../http/response.js";

/**
 * Lets a scheme look at the start of a body that stays readable.
 *
 * @param response - the answer
 * @param streamed - false where the body was read whole, and may be read again anyway
 */
export function peekable(
  response: HttpResponse,
  streamed: boolean,
): {
  peek(maxBytes: number): Promise<Uint8Array>;
  rest(): HttpResponse;
} {
  const seen: Uint8Array[] = [];
  let source: AsyncIterator<Uint8Array> | undefined;

  async function peek(maxBytes: number): Promise<Uint8Array> {
    source ??= response.chunks()[Symbol.asyncIterator]();
    while (size(seen) < maxBytes) {
      const { value, done } = await source.next();
      if (done === true) break;
      seen.push(value);
    }
    return Buffer.concat(seen).subarray(0, maxBytes);
  }

  function rest(): HttpResponse {
    if (source === undefined || !streamed) return response;
    const unread = source;
    return withBody(response, replayed(seen, unread), () => void unread.return?.());
  }

  return { peek, rest };
}

async function* replayed(seen: readonly Uint8Array[], unread: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  yield* seen;
  yield* { [Symbol.asyncIterator]: () => unread };
}

function size(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
}

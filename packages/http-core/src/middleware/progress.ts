import type { Progress } from "../transports/transport.js";
import { callListener } from "../util/call-listener.js";
import type { CallContext } from "./call-context.js";

/** Whom the progress of a body is reported to. */
interface ProgressListener {
  /** The option of the caller. */
  readonly name: "onUploadProgress" | "onDownloadProgress";
  /** The length of the body, if it is known. */
  readonly totalBytes: number | undefined;
  /** Has the option, and the number of the attempt. */
  readonly context: CallContext;
}

/**
 * Passes on the chunks of a body, and reports how many bytes have passed: once before the first chunk, and after each. A
 * listener that throws does not end the body.
 *
 * @param chunks - of the body
 * @param listener - of the caller; without one, the chunks are returned as they are
 */
export function reportProgress(
  chunks: AsyncIterable<Uint8Array>,
  listener: ProgressListener,
): AsyncIterable<Uint8Array> {
  return listener.context.options[listener.name] === undefined ? chunks : countChunks(chunks, listener);
}

async function* countChunks(
  chunks: AsyncIterable<Uint8Array>,
  { name, totalBytes, context }: ProgressListener,
): AsyncIterable<Uint8Array> {
  const attempt = context.trace.attempts;
  const report = (progress: Progress): void => callListener(name, () => context.options[name]?.(progress), context);
  let bytes = 0;
  report({ bytes, totalBytes, attempt });
  for await (const chunk of chunks) {
    yield chunk;
    bytes += chunk.byteLength;
    report({ bytes, totalBytes, attempt });
  }
}

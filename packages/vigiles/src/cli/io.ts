import type { Readable } from "node:stream";

/** Somewhere to write: a process's stream, or a collector in tests. */
export interface Sink {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(chunk: string | Uint8Array, done: (error?: Error | null) => void): unknown;
}

/** What the command has of the world. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly stdin: Readable;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends the work: Ctrl-C. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes and waits until it is out, so that a slow reader slows us down and a closed one is noticed.
 *
 * @param sink - where to
 * @param chunk - text, or bytes that stay as they are
 * @throws what the sink reports, for example `EPIPE`
 */
export function writeOut(sink: Sink, chunk: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    sink.write(chunk, (error) => (error === undefined || error === null ? resolve() : reject(error)));
  });
}

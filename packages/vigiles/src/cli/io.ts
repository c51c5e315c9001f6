import type { Readable } from "node:stream";
import { VigilesError } from "../errors.js";
import { systemReason } from "../files/system-error.js";

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

/** Standard output, and whether anything was written to it. */
export interface WatchedSink extends Sink {
  readonly isUsed: boolean;
}

/** @param sink - what is written to */
export function watched(sink: Sink): WatchedSink {
  let isUsed = false;
  return {
    get isTTY() {
      return sink.isTTY;
    },
    get columns() {
      return sink.columns;
    },
    get isUsed() {
      return isUsed;
    },
    write(chunk, done) {
      isUsed = true;
      return sink.write(chunk, done);
    },
  };
}

/**
 * Writes and waits until it is out, so that a slow reader slows us down and a closed one is noticed.
 *
 * @param sink - where to
 * @param chunk - text, or bytes that stay as they are
 * @throws VigilesError `OUTPUT_FAILED`; what the system says, with code `EPIPE`, where nobody reads any more
 */
export function writeOut(sink: Sink, chunk: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    sink.write(chunk, (error) => (error === undefined || error === null ? resolve() : reject(failure(error))));
  });
}

/** True where nobody reads any more, as after `| head`. */
export function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, "code") === "EPIPE" && Reflect.get(error, "syscall") === "write";
}

function failure(error: Error): Error {
  if (isClosedPipe(error)) return error;
  return new VigilesError("OUTPUT_FAILED", `Cannot write to standard output: ${systemReason(error)}`);
}

import type { Readable } from "node:stream";
import type { Clock } from "@org/http-core";
import { VigilesError } from "../errors.js";
import { systemReason } from "../files/system-error.js";
import { isError } from "@org/http-core/authoring";

/** Where text is written: a stream of the process, or a collector in tests. */
export interface Sink {
  /** True for a terminal. Default false. */
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal in characters. */
  readonly columns?: number | undefined;
  /** Writes a chunk, and calls `done` when it is written or has failed. */
  write(chunk: string | Uint8Array, done: (error?: Error | null) => void): unknown;
}

/** Everything outside that the command uses. */
export interface Io {
  /** For results. */
  readonly stdout: Sink;
  /** For errors, warnings and progress. */
  readonly stderr: Sink;
  /** For an SBOM given as `-`, and for the reply to a question. */
  readonly stdin: Readable;
  /** Environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Tells the time and makes timers. Default: the system's clock. */
  readonly clock?: Clock | undefined;
  /** Stops the work, for example on Ctrl-C. The reason is the name of the process's signal. */
  readonly signal?: AbortSignal | undefined;
}

/** A sink that knows whether anything was written to it. */
export interface WatchedSink extends Sink {
  readonly isUsed: boolean;
}

/**
 * Wraps a sink, to find out whether anything is written to it.
 *
 * @param sink - receives what is written to the wrapper
 */
export function watchSink(sink: Sink): WatchedSink {
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
 * Writes a chunk and waits until it is written, so that a slow reader slows the command down and a closed pipe is noticed.
 *
 * @param sink - receives the chunk
 * @param chunk - text, or bytes, which are written unchanged
 * @param signal - ends the wait for a reader that does not read
 * @throws the signal's reason; VigilesError `OUTPUT_FAILED`; the system's own error, with code `EPIPE`, if the reader has closed the pipe
 */
export function writeOut(sink: Sink, chunk: string | Uint8Array, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    sink.write(chunk, (error) => (error === undefined || error === null ? resolve() : reject(writeError(error))));
  });
}

/** True if the reader has closed the pipe, as `| head` does. */
export function isClosedPipe(error: unknown): boolean {
  return isError(error) && Reflect.get(error, "code") === "EPIPE" && Reflect.get(error, "syscall") === "write";
}

function writeError(error: Error): Error {
  if (isClosedPipe(error)) return error;
  return new VigilesError("OUTPUT_FAILED", `Cannot write to standard output: ${systemReason(error)}`);
}

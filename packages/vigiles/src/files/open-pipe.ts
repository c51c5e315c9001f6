import { closeSync, fstatSync, openSync } from "node:fs";
import { Socket } from "node:net";
import type { Readable } from "node:stream";
import { isatty, ReadStream } from "node:tty";
import { readFlags } from "./read-flags.js";

/**
 * Opens a pipe or a terminal as a stream. Unlike a stream of a file, it ends when it is destroyed, also while it waits for a
 * program to write: no thread of the system waits.
 *
 * @param path - of a pipe or a terminal
 * @returns undefined if another kind of file has taken its place
 */
export function openPipe(path: string): Readable | undefined {
  const descriptor = openSync(path, readFlags);
  if (isatty(descriptor)) return new ReadStream(descriptor);
  if (fstatSync(descriptor).isFIFO()) return new Socket({ fd: descriptor, readable: true, writable: false });
  closeSync(descriptor);
  return undefined;
}

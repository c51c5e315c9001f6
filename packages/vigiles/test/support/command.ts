import { Readable } from "node:stream";
import type { Clock } from "@org/http-core";
import { main } from "../../src/cli/main.js";
import type { Io, Sink } from "../../src/cli/io.js";

/** What a run of the command left: exit code and output. */
export interface Run {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output, before it is decoded. */
  readonly bytes: Buffer;
}

/** What a test sets of the command's surroundings. */
export interface World {
  readonly env?: Record<string, string>;
  readonly stdin?: string | Uint8Array;
  /** All three streams are terminals. Default false. */
  readonly terminal?: boolean;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** Every write to standard output fails with it. Default: none fails. */
  readonly stdoutError?: Error;
}

/** Runs the command in this process. */
export async function vigiles(argv: readonly string[], world: World = {}): Promise<Run> {
  const stdout = collector(world.terminal ?? false, world.stdoutError);
  const stderr = collector(world.terminal ?? false);
  const stdin = Object.assign(Readable.from(world.stdin === undefined ? [] : [Buffer.from(world.stdin)]), {
    isTTY: world.terminal ?? false,
  });
  const io: Io = {
    stdout,
    stderr,
    stdin,
    env: { HOME: "/nowhere", ...world.env },
    signal: world.signal,
    clock: world.clock,
  };
  const exit = await main(argv, io);
  const bytes = Buffer.concat(stdout.chunks);
  return { exit, stdout: bytes.toString("utf8"), stderr: Buffer.concat(stderr.chunks).toString("utf8"), bytes };
}

function collector(isTTY: boolean, error?: Error): Sink & { readonly chunks: Buffer[] } {
  const chunks: Buffer[] = [];
  return {
    isTTY,
    columns: 100,
    chunks,
    write(chunk, done) {
      chunks.push(Buffer.from(chunk as Uint8Array));
      done(error);
    },
  };
}

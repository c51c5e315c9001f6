import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger } from "@org/http-core";

/** A temporary folder of one test. */
export interface Scratch extends Disposable {
  readonly folder: string;
  path(name: string): string;
  /** Writes a file with mode 600, unless another mode is given, and returns its path. */
  write(name: string, content: string | Uint8Array | object, mode?: number): string;
}

/** Makes a temporary folder that is removed at the end of its scope. */
export function scratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), "linuxlink-auth-"));
  const path = (name: string): string => join(folder, name);
  return {
    folder,
    path,
    write(name, content, mode = 0o600) {
      const isRaw = typeof content === "string" || content instanceof Uint8Array;
      writeFileSync(path(name), isRaw ? content : JSON.stringify(content));
      chmodSync(path(name), mode);
      return path(name);
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A logger that records its messages. */
export interface RecordingLogger extends Logger {
  readonly lines: string[];
}

/** Makes a logger that records each message as a line, level first. */
export function recordingLogger(): RecordingLogger {
  const lines: string[] = [];
  const record =
    (level: string) =>
    (message: string, facts?: object): void =>
      void lines.push(`${level} ${message}${facts === undefined ? "" : ` ${JSON.stringify(facts)}`}`);
  return { lines, debug: record("debug"), info: record("info"), warn: record("warn"), error: record("error") };
}

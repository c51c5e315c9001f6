import { spawn, type ChildProcess } from "node:child_process";
import { buffer, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Run } from "./command.js";

/** Path of the installed command. */
export const bin: string = fileURLToPath(new URL("../../bin/vigiles.cjs", import.meta.url));

/** Environment variables of the command's process. It inherits none from the tests. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Starts the command in a process of its own, as a shell does, in a folder (default: that of the tests). */
export function startVigiles(
  argv: readonly string[],
  env: Environment,
  stdin: "ignore" | "pipe" = "ignore",
  folder?: string,
): ChildProcess {
  return spawn(process.execPath, [bin, ...argv], {
    env: { PATH: process.env["PATH"], HOME: "/nowhere", ...env },
    stdio: [stdin, "pipe", "pipe"],
    cwd: folder,
  });
}

/** Waits until a process has ended, and returns its exit code and output. */
export async function waitForExit(child: ChildProcess): Promise<Run> {
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const stdout = child.stdout === null || child.stdout.destroyed ? Buffer.alloc(0) : buffer(child.stdout);
  const [bytes, stderr, exit] = await Promise.all([stdout, read(child.stderr), ended]);
  return { exit: exit ?? -1, stdout: bytes.toString("utf8"), stderr, bytes };
}

/** Reads a stream of a process to its end; empty if it is closed. */
export function read(stream: ChildProcess["stdout"]): Promise<string> {
  return stream === null || stream.destroyed ? Promise.resolve("") : text(stream);
}

import { spawn, type ChildProcess } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Run } from "./command.js";

/** The command as it is installed. */
export const bin: string = fileURLToPath(new URL("../../bin/vigiles.cjs", import.meta.url));

/** Variables of the command's process; nothing of the test's own leaks into it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Starts the command in a process of its own, as a shell does. */
export function startVigiles(
  argv: readonly string[],
  env: Environment,
  stdin: "ignore" | "pipe" = "ignore",
): ChildProcess {
  return spawn(process.execPath, [bin, ...argv], {
    env: { PATH: process.env["PATH"], HOME: "/nowhere", ...env },
    stdio: [stdin, "pipe", "pipe"],
  });
}

/** What a process leaves behind. */
export async function finished(child: ChildProcess): Promise<Omit<Run, "bytes">> {
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr, exit] = await Promise.all([read(child.stdout), read(child.stderr), ended]);
  return { exit: exit ?? -1, stdout, stderr };
}

/** What a stream of a process says, if it is still open. */
export function read(stream: ChildProcess["stdout"]): Promise<string> {
  return stream === null || stream.destroyed ? Promise.resolve("") : text(stream);
}

import { writeSync } from "node:fs";
import { packageVersion } from "../util/package-files.js";

/**
 * Runs the command in this process, and sets the process's exit code.
 *
 * @param args - arguments of the command line, without program and script
 */
export async function run(args: readonly string[]): Promise<void> {
  // Scripts ask for the version often: nothing else is loaded for it.
  if (args.length === 1 && /^(?:--)?version$/.test(args[0] ?? "")) return printVersion();
  const { stdout, stderr, stdin, env } = process;
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => interruption.abort(signal));
  }
  // Each write reports a closed pipe itself. Without a listener the stream's event would end the process as well.
  for (const stream of [stdout, stderr]) stream.on("error", () => {});
  showProcessWarnings();
  const { main } = await import("./main.js");
  process.exitCode = await main(args, { stdout, stderr, stdin, env, signal: interruption.signal });
  // A reader that does not read would keep an interrupted process alive.
  if (interruption.signal.aborted) process.exit();
  // An open standard input would keep the process alive.
  stdin.destroy();
}

/**
 * Writes to the descriptor: for `process.stdout`, Node loads its streams and sockets, a fifth of a start's work. If the write
 * fails, the stream waits for the reader, or ignores that the pipe is closed.
 */
function printVersion(): void {
  const line = `${packageVersion()}\n`;
  try {
    writeSync(1, line);
  } catch {
    process.stdout.on("error", () => {});
    process.stdout.write(line);
  }
}

/** Prints Node's warnings in the command's own form, one line each, without the process id and Node's advice. */
function showProcessWarnings(): void {
  process.removeAllListeners("warning");
  process.on("warning", ({ message }) => process.stderr.write(`vigiles: warning: ${message}\n`));
}

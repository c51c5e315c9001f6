import { main } from "./cli/main.js";

/**
 * Runs the command in this process and leaves its exit code behind.
 *
 * @param argv - words of the command line, without program and script
 */
export async function run(argv: readonly string[]): Promise<void> {
  const { stdout, stderr, stdin, env } = process;
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => interruption.abort());
  // A closed pipe is reported to whoever writes; the event on top of it would end the process.
  for (const stream of [stdout, stderr]) stream.on("error", () => {});
  process.exitCode = await main(argv, { stdout, stderr, stdin, env, signal: interruption.signal });
}

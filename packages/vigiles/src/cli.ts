import { main } from "./cli/main.js";

/** The longest interval Node's timers take. */
const foreverMs = 2 ** 31 - 1;

/**
 * Runs the command in this process and leaves its exit code behind.
 *
 * @param argv - words of the command line, without program and script
 */
export async function run(argv: readonly string[]): Promise<void> {
  const { stdout, stderr, stdin, env } = process;
  const interruption = new AbortController();
  // The pauses between repeats don't keep a process alive by themselves.
  const alive = setInterval(() => {}, foreverMs);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => interruption.abort());
  // A closed pipe is reported to whoever writes; the event on top of it would end the process.
  for (const stream of [stdout, stderr]) stream.on("error", () => {});
  try {
    process.exitCode = await main(argv, { stdout, stderr, stdin, env, signal: interruption.signal });
  } finally {
    clearInterval(alive);
  }
}

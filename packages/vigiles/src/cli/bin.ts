import { packageVersion } from "../util/package-files.js";

/**
 * Runs the command in this process and leaves its exit code behind.
 *
 * @param argv - words of the command line, without program and script
 */
export async function run(argv: readonly string[]): Promise<void> {
  // Scripts ask for the version often; nothing else is loaded for it.
  if (argv.length === 1 && /^(?:--)?version$/.test(argv[0] ?? "")) {
    process.stdout.on("error", () => {});
    return void process.stdout.write(`${packageVersion()}\n`);
  }
  const { stdout, stderr, stdin, env } = process;
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => interruption.abort(signal));
  }
  // A closed pipe is reported to whoever writes; the event on top of it would end the process.
  for (const stream of [stdout, stderr]) stream.on("error", () => {});
  showProcessWarnings();
  const { main } = await import("./main.js");
  process.exitCode = await main(argv, { stdout, stderr, stdin, env, signal: interruption.signal });
  // A standard input that nobody closes would keep the process alive.
  stdin.destroy();
}

/** In our own form, each on one line; Node's would name the process and say how to trace it. */
function showProcessWarnings(): void {
  process.removeAllListeners("warning");
  process.on("warning", ({ message }) => process.stderr.write(`vigiles: warning: ${message}\n`));
}

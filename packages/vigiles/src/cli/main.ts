/**
 * The `vigiles` command as a function, for programs that call it.
 *
 * @packageDocumentation
 */
import { VigilesError } from "../errors.js";
import { exitCodeOf } from "./errors/exit-code-and-hint.js";
import { exitCodeOfSignal, exitCodes, type ExitCode } from "./errors/exit-codes.js";
import { printFailureJson } from "./errors/failure-json.js";
import { printFailureText } from "./errors/failure-text.js";
import { failureOf } from "./errors/failure.js";
import { HelpShown, UsageShown } from "./help/usage-errors.js";
import { isClosedPipe, watchSink, type Io, type WatchedSink } from "./io.js";
import { normalizeArguments } from "./options/normalize-arguments.js";
import { createProgram } from "./program.js";

export { exitCodes, type ExitCode } from "./errors/exit-codes.js";
export type { Io, Sink } from "./io.js";

/**
 * The `vigiles` command as a function. It uses the streams and variables of `io` alone, and never those of the process.
 *
 * @param argv - arguments of the command line, without program and script
 * @param io - streams, environment and abort signal
 * @returns the exit code; errors are printed and never thrown
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  const watchedIo = { ...io, stdout: watchSink(io.stdout) };
  const args = normalizeArguments(argv);
  try {
    const program = await createProgram(watchedIo, args);
    await program.parseAsync(args, { from: "user" });
    return exitCodes.done;
  } catch (error) {
    return handleError(args, watchedIo, error);
  }
}

/** Prints what went wrong, and chooses the exit code. */
async function handleError(
  args: readonly string[],
  io: Io & { readonly stdout: WatchedSink },
  error: unknown,
): Promise<ExitCode> {
  if (error instanceof HelpShown) return exitCodes.done;
  if (io.signal?.aborted) {
    io.stderr.write("vigiles: INTERRUPTED: stopped before the end\n", () => {});
    return exitCodeOfSignal(io.signal);
  }
  // The reader of the output, for example `head`, has closed the pipe early.
  if (isClosedPipe(error)) return exitCodes.done;
  const isUsage = error instanceof UsageShown;
  const failure = failureOf(isUsage ? new VigilesError("USAGE", error.message) : error);
  const exitCode = isUsage ? exitCodes.usage : exitCodeOf(error);
  if (!isUsage) await printFailureText(io.stderr, failure, args.includes("--debug") ? error : undefined);
  await printFailureJson(io.stdout, args, failure, exitCode);
  return exitCode;
}

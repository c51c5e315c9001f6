import { HelpShown, UsageShown } from "./help/usage-errors.js";
import { exitCodeOf } from "./errors/error-table.js";
import { exitCodeOfSignal, exitCodes, type ExitCode } from "./errors/exit-codes.js";
import { normalizeArguments } from "./options/normalize-arguments.js";
import { isClosedPipe, watched, type Io, type WatchedSink } from "./io.js";
import { VigilesError } from "../errors.js";
import { failureOf } from "./errors/failure.js";
import { printFailure } from "./errors/failure-json.js";
import { createProgram } from "./program.js";
import { reportError } from "./errors/failure-text.js";

export { exitCodes, type ExitCode } from "./errors/exit-codes.js";
export type { Io, Sink } from "./io.js";

/**
 * The `vigiles` command, as a function: it touches nothing but what it is given.
 *
 * @param argv - words of the command line, without program and script
 * @param io - its world
 * @returns the exit code
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  const stdout = watched(io.stdout);
  const words = normalizeArguments(argv);
  try {
    const program = await createProgram({ ...io, stdout }, words);
    await program.parseAsync(words, { from: "user" });
    return exitCodes.done;
  } catch (error) {
    return failed(words, { ...io, stdout }, error);
  }
}

async function failed(
  words: readonly string[],
  io: Io & { readonly stdout: WatchedSink },
  error: unknown,
): Promise<ExitCode> {
  if (error instanceof HelpShown) return exitCodes.done;
  if (io.signal?.aborted) {
    io.stderr.write("vigiles: INTERRUPTED: stopped before the end\n", () => {});
    return exitCodeOfSignal(io.signal);
  }
  // Whoever reads our output has had enough.
  if (isClosedPipe(error)) return exitCodes.done;
  const isUsage = error instanceof UsageShown;
  const failure = failureOf(isUsage ? new VigilesError("USAGE", error.message) : error);
  const exitCode = isUsage ? exitCodes.usage : exitCodeOf(error);
  if (!isUsage) await reportError(io.stderr, failure, words.includes("--debug") ? error : undefined);
  await printFailure(io.stdout, words, failure, exitCode);
  return exitCode;
}

import { HelpShown, UsageShown } from "./usage.js";
import { exitCodeOfSignal } from "./interruption.js";
import { exitCodeOf, exitCodes, type ExitCode } from "./exit-codes.js";
import { normalizeArguments } from "./arguments.js";
import { isClosedPipe, type Io } from "./io.js";
import { createProgram } from "./program.js";
import { reportError } from "./report-error.js";

/**
 * The `vigiles` command, as a function: it touches nothing but what it is given.
 *
 * @param argv - words of the command line, without program and script
 * @param io - its world
 * @returns the exit code
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    const words = normalizeArguments(argv);
    const program = await createProgram(io, words);
    await program.parseAsync(words, { from: "user" });
    return exitCodes.done;
  } catch (error) {
    return failed(argv, io, error);
  }
}

async function failed(argv: readonly string[], io: Io, error: unknown): Promise<ExitCode> {
  if (error instanceof HelpShown) return exitCodes.done;
  if (error instanceof UsageShown) return exitCodes.usage;
  if (io.signal?.aborted) {
    io.stderr.write("vigiles: INTERRUPTED: stopped before the end\n", () => {});
    return exitCodeOfSignal(io.signal);
  }
  // Whoever reads our output has had enough.
  if (isClosedPipe(error)) return exitCodes.done;
  await reportError(io.stderr, error, argv.includes("--debug"));
  return exitCodeOf(error);
}

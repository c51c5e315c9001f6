import type { ExitCode } from "./exit-codes.js";
import type { Failure } from "./failure.js";
import { writeOut, type Sink, type WatchedSink } from "../io.js";
import { printable } from "../../util/printable.js";

/**
 * Prints a failure as the one JSON document of standard output, for programs that read it. Where a result stands there
 * already, or something else than JSON is wanted, there is none.
 *
 * @param stdout - where to
 * @param words - of the command line, which may be what failed
 * @param failure - what happened
 * @param exitCode - of the process
 */
export async function printFailure(
  stdout: WatchedSink,
  words: readonly string[],
  failure: Failure,
  exitCode: ExitCode,
): Promise<void> {
  if (stdout.isUsed || !wantsJson(stdout, words)) return;
  const { code, message, hint, status } = failure;
  const document = { error: { code, message, hint, status_code: status, exit_code: exitCode } };
  try {
    await writeOut(stdout, `${printable(JSON.stringify(document))}\n`);
  } catch {
    // Whoever would read it is gone; standard error and the exit code still say it.
  }
}

function wantsJson({ isTTY }: Sink, words: readonly string[]): boolean {
  // Bytes of a file, and words that a shell completes.
  if (words.includes("--stdout") || words[0] === "completion") return false;
  const forms = words.map((word, at) => (word === "--output" ? words[at + 1] : /^--output=(.*)$/.exec(word)?.[1]));
  const form = forms.findLast((name) => name !== undefined)?.toLowerCase();
  if (form === "table" || form === "raw") return false;
  return form === "json" || isTTY !== true || words.includes("--no-format");
}

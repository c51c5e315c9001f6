import { jsonText } from "../../util/printable.js";
import { writeOut, type Sink, type WatchedSink } from "../io.js";
import type { ExitCode } from "./exit-codes.js";
import type { Failure } from "./failure.js";

/**
 * Prints a failure on standard output as one JSON document, for programs that read it. Prints nothing if a result was
 * already written there, or if the command line asks for another form than JSON.
 *
 * @param stdout - receives the document
 * @param args - arguments of the command line; they may be what failed, so they are read without the parser
 * @param failure - what went wrong
 * @param exitCode - of the process
 */
export async function printFailureJson(
  stdout: WatchedSink,
  args: readonly string[],
  failure: Failure,
  exitCode: ExitCode,
): Promise<void> {
  if (stdout.isUsed || !wantsJson(stdout, args)) return;
  const { code, message, hint, status } = failure;
  const document = { error: { code, message, hint, status_code: status, exit_code: exitCode } };
  try {
    await writeOut(stdout, `${jsonText(document)}\n`);
  } catch {
    // Standard output can't be written. Standard error and the exit code still report the failure.
  }
}

function wantsJson({ isTTY }: Sink, args: readonly string[]): boolean {
  // Standard output is for the bytes of a file, or for suggestions that a shell reads.
  if (args.includes("--stdout") || args[0] === "completion") return false;
  const forms = args.map((arg, at) => (arg === "--output" ? args[at + 1] : /^--output=(.*)$/.exec(arg)?.[1]));
  const form = forms.findLast((name) => name !== undefined)?.toLowerCase();
  if (form === "table" || form === "raw") return false;
  return form === "json" || isTTY !== true || args.includes("--no-format");
}

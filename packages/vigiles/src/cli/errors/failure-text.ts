import { oneLine } from "../../util/printable.js";
import { writeOut, type Sink } from "../io.js";
import type { Failure } from "./failure.js";
import { isError } from "@org/http-core/authoring";

/** A chain of causes may be endless: one that refers to itself, for example. */
const maxDetailLines = 40;

/**
 * Prints a failure on standard error: one line with the code, and a hint if there is one.
 *
 * @param stderr - receives the lines
 * @param failure - what went wrong
 * @param thrown - the error itself: its stack and its causes are printed as well. Default: they aren't
 */
export async function printFailureText(stderr: Sink, failure: Failure, thrown?: unknown): Promise<void> {
  const { code, message, hint } = failure;
  const hintLines = hint === undefined ? [] : [`  hint: ${hint}`];
  const lines = [`vigiles: ${code}: ${message}`, ...hintLines, ...detailsOf(thrown)];
  try {
    await writeOut(stderr, `${lines.join("\n")}\n`);
  } catch {
    // Standard error can't be written. The exit code still reports the failure.
  }
}

function detailsOf(error: unknown): string[] {
  const lines: string[] = [];
  for (let at = error; isError(at) && lines.length < maxDetailLines; at = at.cause) {
    lines.push(...(at.stack ?? at.message).split("\n").map((line) => `  ${oneLine(line)}`));
  }
  return lines;
}

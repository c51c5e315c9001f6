import type { Failure } from "./failure.js";
import { writeOut, type Sink } from "../io.js";
import { oneLine } from "../../util/printable.js";

/**
 * Says on standard error what went wrong: one line with the code, a hint, and more only where it was asked for.
 *
 * @param stderr - where to
 * @param failure - what it was
 * @param thrown - what was thrown: also its causes and where are said. Default: they aren't
 */
export async function reportError(stderr: Sink, failure: Failure, thrown?: unknown): Promise<void> {
  const { code, message, hint } = failure;
  const lines = [
    `vigiles: ${code}: ${message}`,
    ...(hint === undefined ? [] : [`  hint: ${hint}`]),
    ...details(thrown),
  ];
  try {
    await writeOut(stderr, `${lines.join("\n")}\n`);
  } catch {
    // With standard error gone there is nobody left to tell; the exit code still says it.
  }
}

function details(error: unknown): string[] {
  const lines: string[] = [];
  for (let at = error; at instanceof Error && lines.length < 40; at = at.cause) {
    lines.push(...(at.stack ?? at.message).split("\n").map((line) => `  ${oneLine(line)}`));
  }
  return lines;
}

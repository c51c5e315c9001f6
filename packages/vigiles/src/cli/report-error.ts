import { isHttpCoreError } from "@org/http-core";
import { systemReason } from "../files/system-reason.js";
import { hintOf } from "./hints.js";
import { writeOut, type Sink } from "./io.js";
import { oneLine } from "../printable.js";

/**
 * Says on standard error what went wrong: one line with the code, a hint, and more only where it was asked for.
 *
 * @param stderr - where to
 * @param error - whatever was thrown
 * @param debug - also the causes and where it was thrown
 */
export async function reportError(stderr: Sink, error: unknown, debug: boolean): Promise<void> {
  const hint = hintOf(error);
  const lines = [
    `vigiles: ${describe(error)}`,
    ...(hint === undefined ? [] : [`  hint: ${hint}`]),
    ...(debug ? details(error) : []),
  ];
  try {
    await writeOut(stderr, `${lines.join("\n")}\n`);
  } catch {
    // With standard error gone there is nobody left to tell; the exit code still says it.
  }
}

function describe(error: unknown): string {
  if (isHttpCoreError(error)) return `${error.code}: ${oneLine(error.message)}`;
  return `INTERNAL: ${systemReason(error) === "it failed" ? kindOf(error) : systemReason(error)}`;
}

/** The words of an unforeseen error may hold anything; its kind can't. */
function kindOf(error: unknown): string {
  return error instanceof Error ? `an unforeseen ${error.name}; run again with --debug and report it` : "unforeseen";
}

function details(error: unknown): string[] {
  const lines: string[] = [];
  for (let at = error; at instanceof Error && lines.length < 40; at = at.cause) {
    lines.push(...(at.stack ?? at.message).split("\n").map((line) => `  ${oneLine(line)}`));
  }
  return lines;
}

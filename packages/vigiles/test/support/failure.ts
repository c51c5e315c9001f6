import type { Run } from "./command.js";
import { account } from "./workspace.js";

/** The output of a failed command: its error, and what should not be there. */
export interface Failure {
  readonly exit: number;
  readonly code: string | undefined;
  /** Expected words that are not in the error line. */
  readonly missing: readonly string[];
  /** Everything but one error line, a hint, warnings, and the error as JSON: for example a stack, a secret, or a result. */
  readonly excess: readonly string[];
}

/**
 * Describes a failed run.
 *
 * @param run - of the command
 * @param words - expected in the error line
 */
export function failureOf(run: Run, ...words: readonly string[]): Failure {
  const lines = run.stderr.trimEnd().split("\n");
  const [line = "", ...rest] = lines.filter((text) => !text.startsWith("vigiles: warning: "));
  const leaks = [account.key, "canary"].filter((secret) => (run.stderr + run.stdout).includes(secret));
  const hints = rest.filter((text) => text.startsWith("  hint: "));
  const stack = rest.filter((text) => !text.startsWith("  hint: "));
  const code = /^vigiles: ([A-Z_]+): ./.exec(line)?.[1];
  const missing = words.filter((word) => !line.includes(word));
  const saysIt = line !== "" && printedCode(run.stdout) === code;
  const excess = [...leaks, ...stack, ...hints.slice(1), ...(run.stdout === "" || saysIt ? [] : [run.stdout])];
  return { exit: run.exit, code, missing, excess };
}

/** The code of the error document on standard output; undefined if there is none, or anything else beside it. */
export function printedCode(stdout: string): string | undefined {
  try {
    const { error, ...more } = JSON.parse(stdout) as { error?: { code?: string } };
    return Object.keys(more).length === 0 ? error?.code : undefined;
  } catch {
    return undefined;
  }
}

/** What {@link failureOf} returns for a good error. */
export function cleanFailure(exit: number, code: string): Failure {
  return { exit, code, missing: [], excess: [] };
}

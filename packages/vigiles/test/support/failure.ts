import type { Run } from "./command.js";
import { account } from "./workspace.js";

/** What a failed command said, and what it should not have said. */
export interface Failure {
  readonly exit: number;
  readonly code: string | undefined;
  /** Words that the error line lacks. */
  readonly missing: readonly string[];
  /** Everything beyond one error line, a hint, warnings, and the same as JSON: a stack, a secret, output. */
  readonly excess: readonly string[];
}

/** Sums a failed run up. */
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

/** The code of the error that standard output holds as JSON; undefined where it holds none, or anything else too. */
export function printedCode(stdout: string): string | undefined {
  try {
    const { error, ...more } = JSON.parse(stdout) as { error?: { code?: string } };
    return Object.keys(more).length === 0 ? error?.code : undefined;
  } catch {
    return undefined;
  }
}

/** A failure as it should be. */
export function cleanFailure(exit: number, code: string): Failure {
  return { exit, code, missing: [], excess: [] };
}

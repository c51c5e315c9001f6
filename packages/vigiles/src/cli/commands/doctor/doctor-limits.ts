import type { CommandContext } from "../../context/command-context.js";
import { findFlag } from "../../options/global-options.js";

/** In milliseconds. A user waits for the result, so the time limits of doctor are shorter than those of other commands. */
const checkTimeoutMs = 10_000;

/** Limits of the requests of `doctor`. */
export interface DoctorLimits {
  /** For each request. */
  readonly timeoutMs: number;
  /** Of each request. */
  readonly attempts: number;
}

/** The limits of the command line, otherwise 10 s and a single attempt. */
export function doctorLimits({ command, globals }: Pick<CommandContext, "command" | "globals">): DoctorLimits {
  const attempts = findFlag(command, "retries") === undefined ? 1 : globals.attempts;
  return { timeoutMs: globals.timeoutMs ?? checkTimeoutMs, attempts };
}

import { hintOf } from "../../errors/error-table.js";
import { oneLine } from "../../../util/printable.js";

/** One thing that was looked at. */
export interface Check {
  readonly check: string;
  /** `skip` where an earlier failure, or a dry run, left nothing to look at. */
  readonly status: "ok" | "warn" | "fail" | "skip";
  readonly detail: string;
  /** What to do about it; empty where nothing is to be done. */
  readonly fix: string;
}

/** A check, and the error behind a failure, which decides the exit code. */
export interface Finding extends Check {
  readonly error?: unknown;
}

/** A check that found nothing wrong. */
export function ok(check: string, detail: string): Finding {
  return { check, status: "ok", detail, fix: "" };
}

/** A check that found something doubtful, which does not fail the command. */
export function warn(check: string, detail: string, fix: string): Finding {
  return { check, status: "warn", detail, fix };
}

/** A check that was not made, and why. */
export function skip(check: string, detail: string): Finding {
  return { check, status: "skip", detail, fix: "" };
}

/**
 * A failed check.
 *
 * @param check - its name
 * @param error - says what went wrong, and hints at the fix
 */
export function fail(check: string, error: unknown): Finding {
  const detail = error instanceof Error ? oneLine(error.message) : "it failed";
  return { check, status: "fail", detail, fix: hintOf(error) ?? "run again with --debug", error };
}

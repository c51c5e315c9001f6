import { oneLine } from "../../../util/printable.js";
import { hintOf } from "../../errors/exit-code-and-hint.js";
import { isError } from "@org/http-core/authoring";

/** One row of what `doctor` prints. */
export interface Check {
  /** What is checked, for example `key file`. */
  readonly check: string;
  /** `skip`: not checked, since an earlier check failed or this is a dry run. */
  readonly status: "ok" | "warn" | "fail" | "skip";
  /** What was found. */
  readonly detail: string;
  /** How to fix it; empty if there is nothing to fix. */
  readonly fix: string;
}

/** A check with the error that made it fail. The error decides the exit code, and is not printed as part of the row. */
export interface CheckResult extends Check {
  /** Only of a check that has failed. */
  readonly error?: unknown;
}

/** A check that found nothing wrong. */
export function ok(check: string, detail: string): CheckResult {
  return { check, status: "ok", detail, fix: "" };
}

/** A check that found something doubtful. It does not make the command fail. */
export function warn(check: string, detail: string, fix: string): CheckResult {
  return { check, status: "warn", detail, fix };
}

/** A check that was not made, and why. */
export function skip(check: string, detail: string): CheckResult {
  return { check, status: "skip", detail, fix: "" };
}

/**
 * A failed check.
 *
 * @param check - what was checked
 * @param error - gives the detail
 * @param fix - Default: the hint that the command gives for the error
 */
export function fail(check: string, error: unknown, fix?: string): CheckResult {
  const detail = isError(error) ? oneLine(error.message) : "it failed";
  return { check, status: "fail", detail, fix: fix ?? hintOf(error) ?? "run again with --debug", error };
}

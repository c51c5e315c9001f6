import { isHttpCoreError } from "@org/http-core";
import { systemReason } from "../../files/system-error.js";
import { oneLine } from "../../util/printable.js";
import { hintOf } from "./exit-code-and-hint.js";
import { isError } from "@org/http-core/authoring";

/** An error as the command shows it. No field holds a secret or a control character. */
export interface Failure {
  /** The error's code; `INTERNAL` for an error that has none. */
  readonly code: string;
  /** One line. */
  readonly message: string;
  /** What may help. */
  readonly hint: string | undefined;
  /** HTTP status of the response, if one caused the error. */
  readonly status: number | undefined;
}

/**
 * Describes an error.
 *
 * @param error - the thrown value
 */
export function failureOf(error: unknown): Failure {
  const hint = hintOf(error);
  if (isHttpCoreError(error)) {
    return { code: error.code, message: oneLine(inSeconds(error.message)), hint, status: error.status };
  }
  const reason = systemReason(error);
  return {
    code: "INTERNAL",
    message: reason === "it failed" ? describeDefect(error) : reason,
    hint,
    status: undefined,
  };
}

/** The core names its own option, in milliseconds; the command has `--timeout`, in seconds. */
function inSeconds(message: string): string {
  return message.replace(
    /after (\d+) ms \(totalMs\)/,
    (_all, ms: string) => `after ${Number(ms) / 1000} s (--timeout)`,
  );
}

/** Names the error's class only: the message of an unexpected error may hold a secret. */
function describeDefect(error: unknown): string {
  return isError(error) ? `unexpected ${error.name}; run again with --debug and report it` : "unexpected error";
}

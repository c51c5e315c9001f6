import { isHttpCoreError } from "@org/http-core";
import { systemReason } from "../../files/system-error.js";
import { oneLine } from "../../util/printable.js";
import { hintOf } from "./error-table.js";

/** What went wrong, in words that are safe to show. */
export interface Failure {
  readonly code: string;
  /** One line. */
  readonly message: string;
  /** What may help. */
  readonly hint: string | undefined;
  /** HTTP status of the answer that said so. */
  readonly status: number | undefined;
}

/** @param error - whatever was thrown */
export function failureOf(error: unknown): Failure {
  const hint = hintOf(error);
  if (isHttpCoreError(error)) {
    return { code: error.code, message: oneLine(error.message), hint, status: error.status };
  }
  const reason = systemReason(error);
  return { code: "INTERNAL", message: reason === "it failed" ? kindOf(error) : reason, hint, status: undefined };
}

/** The words of an unforeseen error may hold anything; its kind can't. */
function kindOf(error: unknown): string {
  return error instanceof Error ? `an unforeseen ${error.name}; run again with --debug and report it` : "unforeseen";
}

import type { Severity } from "../../../findings/severity.js";

/** The levels of SARIF by severity. */
export const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  none: "note",
  unknown: "note",
};

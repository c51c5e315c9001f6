/**
 * The gate of the `vigiles` command as a function, and the command's exit codes and hints for errors.
 *
 * @packageDocumentation
 */
export { exitCodeOf, hintOf } from "./cli/errors/exit-code-and-hint.js";
export { exitCodes, type ExitCode } from "./cli/errors/exit-codes.js";
export type { GateSeverity } from "./findings/fail-on.js";
export { checkFindings, type CheckedFindings, type CheckFindingsOptions } from "./gate/check-findings.js";

import { exitCodes, type ExitCode } from "./errors/exit-codes.js";

/**
 * What a command that a signal stopped exits with.
 *
 * @param signal - aborted, with the name of the process's signal as its reason
 */
export function exitCodeOfSignal({ reason }: AbortSignal): ExitCode {
  if (reason === "SIGTERM") return exitCodes.terminated;
  return reason === "SIGHUP" ? exitCodes.hungUp : exitCodes.interrupted;
}

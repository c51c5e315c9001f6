/** The exit codes of the command. The README lists their meanings, and `exit-code-and-hint.ts` chooses one for an error. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  configuration: 3,
  authentication: 4,
  notFound: 5,
  validation: 6,
  server: 7,
  network: 8,
  timeout: 9,
  unknownOutcome: 10,
  policy: 11,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;
/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * The exit code of a command that a signal of the process has stopped: 128 and the signal's number, as shells have it.
 *
 * @param signal - aborted, with the name of the process's signal as its reason
 */
export function exitCodeOfSignal({ reason }: AbortSignal): ExitCode {
  if (reason === "SIGTERM") return exitCodes.terminated;
  return reason === "SIGHUP" ? exitCodes.hungUp : exitCodes.interrupted;
}

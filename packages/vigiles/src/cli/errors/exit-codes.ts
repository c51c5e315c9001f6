/** What the command exits with. */
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
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * What a command that a signal stopped exits with.
 *
 * @param signal - aborted, with the name of the process's signal as its reason
 */
export function exitCodeOfSignal({ reason }: AbortSignal): ExitCode {
  if (reason === "SIGTERM") return exitCodes.terminated;
  return reason === "SIGHUP" ? exitCodes.hungUp : exitCodes.interrupted;
}

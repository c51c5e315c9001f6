/** The exit codes of the command. The README lists their meanings, and `exit-code-and-hint.ts` chooses one for an error. */
export const exitCodes = {
  /** The command did what it was asked to. */
  done: 0,
  /** Anything else, for example a full disk. */
  failed: 1,
  /** The command line, or an output path that can't be written. */
  usage: 2,
  /** Key file, dashboard config, server URL or edition. */
  configuration: 3,
  /** The server refused the account (401, 403) or its logins. */
  authentication: 4,
  /** Not found (404). */
  notFound: 5,
  /** A token, value or input file that can't be used. */
  validation: 6,
  /** A server error or an invalid response. */
  server: 7,
  /** Network, name or certificate. */
  network: 8,
  /** A time limit. */
  timeout: 9,
  /** The outcome is unknown: the server may have carried out the request. */
  unknownOutcome: 10,
  /** `--fail-on` found something. */
  policy: 11,
  /** The terminal was closed. */
  hungUp: 129,
  /** Interrupted (Ctrl-C), aborted, or closed during a call. */
  interrupted: 130,
  /** Terminated by a signal. */
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

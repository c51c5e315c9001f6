import { isHttpCoreError } from "@org/http-core";

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

/** Beginnings of error codes, most telling first. */
const byCode: readonly (readonly [RegExp, ExitCode])[] = [
  [/^(?:USAGE$|OUTPUT_INVALID)/, exitCodes.usage],
  [/^(?:CONFIG_|KEY_FILE|CREDENTIALS?_|EDITION_|NOT_CONFIGURED|SERVER_URL|HOME_)/, exitCodes.configuration],
  [/^(?:URL_|OPTION_)/, exitCodes.configuration],
  [/^(?:TOKEN_|VALUE_|INPUT_|OUTPUT_EXISTS|FILE_|PARAM|RESOURCE_)/, exitCodes.validation],
  [/^(?:BODY_INVALID|BODY_NOT_REPLAYABLE)/, exitCodes.validation],
  [/^(?:ANSWER_|SERVER_REFUSED|JOB_FAILED|BODY_|REDIRECT_|RETRY_|UNEXPECTED_)/, exitCodes.server],
  [/^(?:PHASE_TIMEOUT|TIMEOUT|JOB_TIMEOUT)$/, exitCodes.timeout],
  [/^AUTH_/, exitCodes.authentication],
  [/^POLICY_FAILED$/, exitCodes.policy],
  [/^(?:DNS_|CONNECT|TLS_|PROTOCOL_|HEADERS_|TRANSPORT_|SEND_|UNSUPPORTED)/, exitCodes.network],
];

/**
 * The exit code that an error amounts to.
 *
 * @param error - whatever was thrown
 */
export function exitCodeOf(error: unknown): ExitCode {
  if (!isHttpCoreError(error)) return exitCodes.failed;
  if (error.outcome === "unknown") return exitCodes.unknownOutcome;
  if (error.code === "HTTP_STATUS") return byStatus(error.status ?? 0);
  return byCode.find(([pattern]) => pattern.test(error.code))?.[1] ?? exitCodes.failed;
}

function byStatus(status: number): ExitCode {
  if (status === 401 || status === 403) return exitCodes.authentication;
  if (status === 404 || status === 410) return exitCodes.notFound;
  if (status === 408) return exitCodes.timeout;
  return status >= 500 || status === 429 ? exitCodes.server : exitCodes.validation;
}

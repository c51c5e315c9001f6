import { isHttpCoreError } from "@org/http-core";
import { exitCodes, type ExitCode } from "./exit-codes.js";

const hints: readonly (readonly [RegExp, string])[] = [
  [/^KEY_FILE/, "download the key file again from your preferences page, or name it with -k"],
  [/^CONFIG_/, "check the path; the dashboard config (-d) can be downloaded again"],
  [/^EDITION_/, "choose with --edition products or --edition groups"],
  [/^TOKEN_MISSING$/, "give the token, or a dashboard config with -d"],
  [/^VALUE_INVALID$/, "--allow-unknown sends values that this version does not know"],
  [/^(?:DNS_|CONNECT)/, "check the server's address (-u) and the network, or a proxy in HTTPS_PROXY"],
  [/^TLS_/, "name your company's authorities with --ca-bundle"],
  [/^(?:TIMEOUT|PHASE_TIMEOUT)$/, "allow more with --timeout"],
  [/^JOB_TIMEOUT$/, "vigiles job wait JOB waits on"],
  [/^(?:BODY_NOT_JSON|ANSWER_|NOT_JSON|REDIRECT_)/, "check that -u names the service itself, not a web page or portal"],
  [/^OUTPUT_EXISTS$/, "choose another name, or leave out --no-clobber"],
];

const hintsByStatus: Readonly<Record<number, string>> = {
  401: "check the key file (-k): email and key must be of the same account",
  403: "check the key file (-k): a new key makes the old one useless",
  404: "check the token, and the edition (--edition)",
};

/**
 * What may help, for people at a terminal.
 *
 * @param error - whatever was thrown
 */
export function hintOf(error: unknown): string | undefined {
  if (!isHttpCoreError(error)) return undefined;
  if (error.outcome === "unknown") return "the server may have done it all the same: look before you repeat it";
  if (error.code === "HTTP_STATUS") return hintsByStatus[error.status ?? 0];
  return hints.find(([pattern]) => pattern.test(error.code))?.[1];
}

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
  if (error.code === "HTTP_STATUS") return exitOfStatus(error.status ?? 0);
  return byCode.find(([pattern]) => pattern.test(error.code))?.[1] ?? exitCodes.failed;
}

function exitOfStatus(status: number): ExitCode {
  if (status === 401 || status === 403) return exitCodes.authentication;
  if (status === 404 || status === 410) return exitCodes.notFound;
  if (status === 408) return exitCodes.timeout;
  return status >= 500 || status === 429 ? exitCodes.server : exitCodes.validation;
}

import { isHttpCoreError } from "@org/http-core";

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

const byStatus: Readonly<Record<number, string>> = {
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
  if (error.code === "HTTP_STATUS") return byStatus[error.status ?? 0];
  return hints.find(([pattern]) => pattern.test(error.code))?.[1];
}

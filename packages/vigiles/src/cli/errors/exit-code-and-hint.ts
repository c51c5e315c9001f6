import { isHttpCoreError, isHttpError, type ErrorCode, type HttpCoreError } from "@org/http-core";
import type { LinuxLinkErrorCode } from "@org/linuxlink-auth";
import type { VigilesErrorCode } from "../../errors.js";
import { addedHint } from "./added-hints.js";
import { exitCodes, type ExitCode } from "./exit-codes.js";

/** How the command reports an error: its exit code, and a hint for people at a terminal. */
export interface ErrorRow {
  /** Exit code of the command. */
  readonly exit: ExitCode;
  /** One line; left out where the message itself says what to do. */
  readonly hint?: string;
}

/** A row for every code that an error can have here, except `HTTP_STATUS`: {@link rowOfStatus} has a row for each status. */
export type ErrorTable = Readonly<
  Record<Exclude<ErrorCode | LinuxLinkErrorCode | VigilesErrorCode, "HTTP_STATUS">, ErrorRow>
>;

const account =
  "check the key file (-k), or VIGILES_EMAIL and VIGILES_KEY: address and key must be of the same account";
const credentials = "set VIGILES_EMAIL and VIGILES_KEY to address and key of one account, or name a key file with -k";
const defect = "run again with --debug and report it";
const edition = "choose with --edition products or --edition groups";
const keyPage = "your profile page, in the user menu of https://vigiles.lynx.com";
const noAccount = `run vigiles login, name a key file with -k, or set VIGILES_EMAIL and VIGILES_KEY; keys are made on ${keyPage}`;
const network = "check the server's address (-u) and the network";
const notTheService = "check that -u names the service itself, not a web page or portal";
const projectFile = "--no-project-file runs the command without the file";
const serverUrl = "check the server's address (-u): https://, or http:// for this machine only";
const timeout = "allow more with --timeout";

const { failed, usage, configuration, authentication, validation, server, network: noNetwork } = exitCodes;

/** By code. A code without a row does not compile. */
export const errorTable: ErrorTable = {
  USAGE: { exit: usage },
  OUTPUT_INVALID: { exit: usage },

  KEY_FILE_INVALID: { exit: configuration, hint: `download the key file again from ${keyPage}` },
  KEY_FILE_UNREADABLE: { exit: configuration, hint: noAccount },
  KEY_FILE_UNSAFE: { exit: configuration },
  CREDENTIALS_INVALID: { exit: configuration, hint: credentials },
  CONFIG_INVALID: { exit: configuration, hint: "check the path; if it is a dashboard config (-d), download it again" },
  CONFIG_UNREADABLE: {
    exit: configuration,
    hint: "check the path; if it is a dashboard config (-d), download it again",
  },
  PROJECT_FILE_UNREADABLE: { exit: configuration, hint: projectFile },
  PROJECT_FILE_INVALID: { exit: configuration, hint: projectFile },
  EDITION_INVALID: { exit: configuration, hint: edition },
  EDITION_MISMATCH: { exit: configuration, hint: edition },
  SERVER_URL_INVALID: { exit: configuration, hint: serverUrl },
  URL_INVALID: { exit: configuration, hint: serverUrl },
  URL_NOT_ALLOWED: { exit: configuration, hint: serverUrl },
  OPTION_INVALID: { exit: configuration },
  OPTION_UNKNOWN: { exit: configuration },

  AUTH_REJECTED: { exit: authentication, hint: account },
  AUTH_LATCHED: { exit: authentication, hint: account },
  AUTH_THROTTLED: { exit: authentication, hint: "wait before you try again: the server limits logins" },
  AUTH_TRANSIENT: { exit: authentication, hint: "try again later" },
  AUTH_TIMEOUT: { exit: authentication, hint: timeout },
  AUTH_CYCLE: { exit: failed, hint: defect },
  CREDENTIAL_INVALID: { exit: failed, hint: defect },
  AUTH_SCHEME_INVALID: { exit: failed, hint: defect },
  RETRY_WINDOW_EXHAUSTED: { exit: authentication, hint: "try again at the time that the message names" },

  TOKEN_MISSING: { exit: validation, hint: "give the token, or a dashboard config with -d" },
  TOKEN_INVALID: { exit: validation },
  NAME_UNKNOWN: { exit: exitCodes.notFound, hint: "vigiles manifest list, group list and folder list show the names" },
  NAME_AMBIGUOUS: { exit: validation },
  VALUE_INVALID: { exit: validation, hint: "--allow-unknown sends values that this version does not know" },
  INPUT_INVALID: { exit: validation },
  INPUT_UNREADABLE: { exit: validation },
  OUTPUT_EXISTS: { exit: validation, hint: "choose another name, or leave out --no-clobber" },
  FILE_CHANGED: { exit: validation, hint: "let no other program change the file while it is sent" },
  FILE_NOT_TEXT: { exit: validation },
  FILE_UNREADABLE: { exit: validation },
  PARAM_INVALID: { exit: validation },
  RESOURCE_INVALID: { exit: validation },
  RESOURCE_MISMATCH: { exit: validation },
  HEADER_INVALID: { exit: validation, hint: "leave out line breaks and control characters" },
  BODY_INVALID: { exit: validation },
  BODY_NOT_REPLAYABLE: { exit: validation },
  BODY_SOURCE_FAILED: { exit: validation },
  BODY_LENGTH_WRONG: { exit: validation, hint: "let no other program change the file while it is sent" },

  RESPONSE_INVALID: { exit: server, hint: notTheService },
  BODY_NOT_JSON: { exit: server, hint: notTheService },
  BODY_EMPTY: { exit: server, hint: notTheService },
  BODY_SCHEMA: { exit: server, hint: notTheService },
  REDIRECT_REFUSED: { exit: server, hint: notTheService },
  PAGE_REFUSED: { exit: server, hint: notTheService },
  PAGE_LOOP: { exit: server },
  PAGE_LIMIT: { exit: server },
  BODY_ENCODING: { exit: server },
  BODY_TOO_LARGE: { exit: server },
  BODY_TRUNCATED: { exit: server },
  SERVER_REFUSED: { exit: server },
  JOB_FAILED: { exit: server },
  RETRY_AFTER_TOO_LONG: { exit: server, hint: "the server is busy: try again later" },

  DNS_FAILED: { exit: noNetwork, hint: network },
  CONNECT_FAILED: { exit: noNetwork, hint: network },
  CONNECTION_RESET: { exit: noNetwork, hint: network },
  TRANSPORT_FAILED: { exit: noNetwork, hint: network },
  TLS_FAILED: { exit: noNetwork, hint: "if your company has its own CA, give its certificate file with --ca-bundle" },
  PROXY_REFUSED: {
    exit: noNetwork,
    hint: "check HTTPS_PROXY, also its user name and password, and whether the proxy allows the server",
  },
  PROTOCOL_ERROR: { exit: noNetwork },
  HEADERS_TOO_LARGE: { exit: noNetwork },
  UNSUPPORTED: { exit: noNetwork },

  TIMEOUT: { exit: exitCodes.timeout, hint: timeout },
  PHASE_TIMEOUT: { exit: exitCodes.timeout, hint: timeout },
  JOB_TIMEOUT: { exit: exitCodes.timeout, hint: "wait again with: vigiles job wait JOB" },

  POLICY_FAILED: { exit: exitCodes.policy },

  ABORTED: { exit: exitCodes.interrupted },
  SEND_ABORTED: { exit: exitCodes.interrupted },
  SESSION_CLOSED: { exit: exitCodes.interrupted },
  LOGGED_OUT: { exit: exitCodes.interrupted },

  OUTPUT_FAILED: { exit: failed, hint: "check free space and permissions" },
  BODY_USED: { exit: failed, hint: defect },
  UNEXPECTED_REQUEST: { exit: failed, hint: defect },
};

/**
 * The exit code of an error.
 *
 * @param error - what the client or the command threw
 * @returns 1 for an error that is not of these packages
 */
export function exitCodeOf(error: unknown): ExitCode {
  if (!isHttpCoreError(error)) return failed;
  if (error.outcome === "unknown") return exitCodes.unknownOutcome;
  return rowOf(error.code, error.status)?.exit ?? failed;
}

/**
 * What may help, for people at a terminal. It names flags and variables of the command.
 *
 * @param error - what the client or the command threw
 * @returns one line; undefined if the message itself says what to do
 */
export function hintOf(error: unknown): string | undefined {
  const added = addedHint(error);
  if (added !== undefined || !isHttpCoreError(error)) return added;
  if (error.outcome === "unknown") return "the server may have carried out the request; check before you retry";
  if (error.code === "HTTP_STATUS" && error.status === 403 && isAboutAddress(saidBy(error))) return wrongAddress;
  return rowOf(error.code, error.status)?.hint;
}

const wrongAddress =
  "check the e-mail address (VIGILES_EMAIL, or email in the key file) and the server (-u): it knows no such account";

/** What the server said. The error's own message has the URL as well, in which a GET names the address. */
function saidBy(error: HttpCoreError): string {
  return isHttpError(error) ? (error.serverMessage ?? "") : "";
}

/** A new key does not help against an address that the server doesn't know. */
function isAboutAddress(message: string): boolean {
  return /\be-?mail\b|\b(?:no|unknown) user\b/i.test(message);
}

/** Errors of other packages may carry codes that have no row. */
function rowOf(code: string, status = 0): ErrorRow | undefined {
  if (code === "HTTP_STATUS") return rowOfStatus(status);
  return Object.hasOwn(errorTable, code) ? errorTable[code as keyof ErrorTable] : undefined;
}

function rowOfStatus(status: number): ErrorRow {
  if (status === 401) return { exit: authentication, hint: account };
  if (status === 403) {
    return {
      exit: authentication,
      hint: "check the key file (-k), or VIGILES_KEY: creating a new key invalidates the old one",
    };
  }
  if (status === 404) return { exit: exitCodes.notFound, hint: "check the token, and the edition (--edition)" };
  if (status === 410) return { exit: exitCodes.notFound };
  if (status === 408) return { exit: exitCodes.timeout };
  return { exit: status >= 500 || status === 429 ? server : validation };
}

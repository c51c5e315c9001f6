import { isRecord } from "../authoring/json.js";
import { checkBoolean, checkChoice, checkInteger } from "../authoring/check-values.js";
import { readCheckedOptions, refuseOption, type OptionCheck, type OptionsOwner } from "../authoring/check-options.js";
import { localSignal } from "../util/abort.js";
import { isSecret } from "../redaction/secret.js";
import { checkScheme } from "../auth/check-scheme.js";
import {
  checkBody,
  checkFunction,
  checkHosts,
  checkMembers,
  checkMethod,
  checkMethods,
  checkMiddleware,
  checkNumber,
} from "./check-parts.js";
import { readRetry, readTimeout } from "./check-limits.js";
import { findForeignRemedy } from "../authoring/foreign-names.js";
import type { CheckedRequestOptions, CheckedSessionOptions, RequestOptions, SessionOptions } from "./options.js";
import { isAbortSignal, isUrl } from "../util/realms.js";

/** The check of each option of a call. */
export const requestChecks: Readonly<Record<keyof RequestOptions, OptionCheck>> = {
  method: checkMethod,
  baseUrl(name, value) {
    return typeof value === "string" || isUrl(value) ? value : refuseOption(name, "text or a URL");
  },
  headers: checkMembers("an object, pairs of name and value, or Headers"),
  params: checkMembers("an object, pairs of name and value, or URLSearchParams"),
  json: (_, value) => value,
  form: checkMembers("an object, or pairs of name and value"),
  body: checkBody,
  timeout: readTimeout,
  retry: readRetry,
  signal(name, value) {
    return isAbortSignal(value) ? localSignal(value) : refuseOption(name, "an AbortSignal");
  },
  auth: checkScheme,
  authOptions: (_, value) => value,
  reauthenticate: checkBoolean,
  hosts: checkHosts,
  allowHttp: checkBoolean,
  redirect: (name, value) => checkChoice(name, value, ["follow", "manual", "error"]),
  maxRedirects: (name, value) => checkInteger(name, value, { min: 0, max: 20 }),
  throwHttpErrors: checkBoolean,
  jsonReviver: checkFunction,
  stream: checkBoolean,
  onUploadProgress: checkFunction,
  onDownloadProgress: checkFunction,
  maxResponseBytes: checkNumber({ above: 0 }, "a number of bytes above 0"),
  maxJsonValues: checkNumber({ above: 0 }, "a number above 0"),
};

const retryWindowChecks: ReadonlyMap<string, OptionCheck> = new Map<string, OptionCheck>([
  ["limit", (name, value) => checkInteger(name, value, { min: 1, max: 100 })],
  ["windowMs", checkNumber({ above: 0, isFinite: true }, "a number of milliseconds above 0")],
]);

const sessionChecks: Readonly<Record<keyof SessionOptions, OptionCheck>> = {
  ...requestChecks,
  transport: checkMethods(["send"], ["close"], "a transport, for example gotTransport()"),
  middleware: checkMiddleware,
  cookies: checkMethods(["getCookies", "setCookie"], [], "a CookieJar of tough-cookie"),
  clock: checkMethods(["nowMs", "monotonicMs", "setTimer"], [], "a Clock"),
  random: checkFunction,
  randomBytes: checkFunction,
  logger: checkMethods(["debug", "info", "warn", "error"], [], "an object with debug, info, warn and error"),
  retryWindow(name, value) {
    if (!isRecord(value)) refuseOption(name, "an object of limit and windowMs");
    return readCheckedOptions(value, retryWindowChecks, { name, parent: name });
  },
  permits: checkMethods(["take", "peek", "free"], [], "permits, for example memoryPermits(clock)"),
  tokenStore: checkMethods(["get", "set", "delete"], [], "a store with get, set and delete, for example a Keyv"),
  tokenStoreKey(name, value) {
    return isSecret(value) && value.reveal() !== "" ? value : refuseOption(name, "a Secret that is not empty");
  },
};

const requestTable: ReadonlyMap<string, OptionCheck> = new Map(Object.entries(requestChecks));
const sessionTable: ReadonlyMap<string, OptionCheck> = new Map(Object.entries(sessionChecks));
const loginTable: ReadonlyMap<string, OptionCheck> = new Map(
  Object.entries(requestChecks).filter(([name]) => name === "authOptions" || name === "signal"),
);

/** The names of all options of a session; most of them are options of a call too. */
export const sessionOptionNames: readonly string[] = [...sessionTable.keys()];

/** Every option of a call as an own member that is `undefined`, so that a plain copy of it inherits none. */
export const absentOptions: object = Object.fromEntries([...requestTable.keys()].map((name) => [name, undefined]));

/**
 * Reads the options of a call: only its own members, with timeouts and retries as objects.
 *
 * @param options - as the caller gave them
 * @param method - replaces the option `method`
 * @throws InputError `OPTION_UNKNOWN` with what is meant most likely, `OPTION_INVALID` with what is legal
 */
export function readRequestOptions(options: RequestOptions, method?: string): CheckedRequestOptions {
  const own = readCheckedOptions<Mutable<CheckedRequestOptions>>(options, requestTable, requestOwner);
  if (method !== undefined) own.method = method;
  refuseSeveralBodies(own);
  return own;
}

/**
 * Reads the options of a session: only its own members, with timeouts and retries as objects.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function readSessionOptions(options: SessionOptions): CheckedSessionOptions {
  const own = readCheckedOptions<CheckedSessionOptions>(options, sessionTable, sessionOwner);
  refuseSeveralBodies(own);
  return own;
}

/**
 * Reads the options of a login that no request has asked for.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function readLoginOptions(
  options: Pick<RequestOptions, "authOptions" | "signal">,
): Pick<RequestOptions, "authOptions" | "signal"> {
  return readCheckedOptions(options, loginTable, loginOwner);
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What the options of a call belong to. */
export const requestOwner: OptionsOwner = {
  name: "request",
  findRemedy: (name) =>
    sessionTable.has(name) ? "it is an option of createSession" : findForeignRemedy(name, sessionOptionNames),
};
const sessionOwner: OptionsOwner = {
  name: "session",
  findRemedy: (name) => findForeignRemedy(name, sessionOptionNames),
};
const loginOwner = { name: "login" };

/**
 * Refuses more than one body.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function refuseSeveralBodies({ json, form, body }: CheckedRequestOptions): void {
  const given = Number(json !== undefined) + Number(form !== undefined) + Number(body !== undefined);
  if (given < 2) return;
  const names = Object.entries({ json, form, body }).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  refuseOption(names.join(" and "), "one of json, form and body");
}

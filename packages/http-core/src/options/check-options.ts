import { checkOptionNames, refuseOption } from "../authoring/check-options.js";
import type { Timeouts } from "../transports/transport.js";
import type { RequestOptions, RetryOptions, SessionOptions } from "./options.js";

const requestOptionNames = [
  "method",
  "baseUrl",
  "headers",
  "params",
  "json",
  "form",
  "body",
  "timeout",
  "retry",
  "signal",
  "auth",
  "authOptions",
  "reauthenticate",
  "hosts",
  "redirect",
  "maxRedirects",
  "throwHttpErrors",
  "stream",
  "onUploadProgress",
  "onDownloadProgress",
  "maxResponseBytes",
  "maxJsonValues",
] as const satisfies readonly (keyof RequestOptions)[];

const sessionOptionNames = [
  ...requestOptionNames,
  "transport",
  "middleware",
  "cookies",
  "clock",
  "random",
  "logger",
  "retryWindow",
  "permits",
  "tokenStore",
] as const satisfies readonly (keyof SessionOptions)[];

/**
 * Refuses options of a call that are not known or make no sense.
 *
 * @throws InputError `OPTION_UNKNOWN` with the nearest known name, `OPTION_INVALID` with the legal values
 */
export function checkRequestOptions(options: RequestOptions): void {
  checkOptionNames(options, requestOptionNames, "request");
  checkValues(options);
}

/**
 * Refuses options of a session that are not known or make no sense.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function checkSessionOptions(options: SessionOptions): void {
  checkOptionNames(options, sessionOptionNames, "session");
  checkValues(options);
  const { limit, windowMs } = options.retryWindow ?? {};
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= 100)) {
    refuseOption("retryWindow.limit", "a whole number from 1 to 100");
  }
  if (windowMs !== undefined && !(Number.isFinite(windowMs) && windowMs > 0)) {
    refuseOption("retryWindow.windowMs", "a number of milliseconds above 0");
  }
}

function checkValues(options: RequestOptions): void {
  const { redirect, maxRedirects, maxResponseBytes, maxJsonValues, method, timeout } = options;
  refuseSeveralBodies(options);
  if (redirect !== undefined && !["follow", "manual", "error"].includes(redirect)) {
    refuseOption("redirect", '"follow", "manual" or "error"');
  }
  if (maxRedirects !== undefined && !(Number.isInteger(maxRedirects) && maxRedirects >= 0 && maxRedirects <= 20)) {
    refuseOption("maxRedirects", "a whole number from 0 to 20");
  }
  if (maxResponseBytes !== undefined && !(maxResponseBytes > 0)) refuseOption("maxResponseBytes", "a number above 0");
  if (maxJsonValues !== undefined && !(maxJsonValues > 0)) refuseOption("maxJsonValues", "a number above 0");
  if (method !== undefined && !methodPattern.test(method)) refuseOption("method", "an HTTP method");
  if (timeout !== undefined) checkTimeouts(timeout);
  checkRetry(options.retry);
}

const methodPattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

function refuseSeveralBodies({ json, form, body }: RequestOptions): void {
  const given = Number(json !== undefined) + Number(form !== undefined) + Number(body !== undefined);
  if (given < 2) return;
  const names = Object.entries({ json, form, body }).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  refuseOption(names.join(" and "), "one of json, form and body");
}

const timeoutNames = ["connectMs", "firstByteMs", "idleMs", "totalMs"] as const;

function checkTimeouts(timeout: Timeouts): void {
  checkOptionNames(timeout, timeoutNames, "timeout");
  for (const name of timeoutNames) {
    const value = timeout[name];
    if (value !== undefined && !(value >= 0)) refuseOption(`timeout.${name}`, "a number of milliseconds, 0 for none");
  }
}

const retryNames: readonly string[] = ["attempts", "baseDelayMs", "maxDelayMs", "idempotent", "onRetry"];

function checkRetry(retry: RetryOptions | false | undefined): void {
  if (retry === undefined || retry === false) return;
  checkOptionNames(retry, retryNames, "retry");
  const { attempts } = retry;
  if (attempts !== undefined && !(Number.isInteger(attempts) && attempts >= 1 && attempts <= 10)) {
    refuseOption("retry.attempts", "a whole number from 1 to 10");
  }
}

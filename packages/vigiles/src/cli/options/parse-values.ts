import { isProxyUrl } from "@org/http-core";
import { VigilesError } from "../../errors.js";
import { severities, severityOfWord, type Severity } from "../../findings/severity.js";
import { quoteArgument } from "./quote-argument.js";

/** Levels of the log, lowest first. Messages of the chosen level and above are logged to standard error. */
export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
/** One of {@link logLevels}. */
export type LogLevel = (typeof logLevels)[number];

/** 24 hours. */
const maxTimeoutSeconds = 86_400;

/** The value if it is a text that isn't empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * Finds a value among those that a flag takes. Upper and lower case make no difference.
 *
 * @param flag - for the message
 * @param value - as given; undefined stays undefined
 * @param choices - in lower case
 * @throws VigilesError `USAGE`
 */
export function parseChoice<T extends string>(
  flag: string,
  value: string | undefined,
  choices: readonly T[],
): T | undefined {
  return value === undefined ? undefined : requireChoice(flag, value, choices);
}

/**
 * Finds a value as {@link parseChoice} does.
 *
 * @throws VigilesError `USAGE`
 */
export function requireChoice<T extends string>(flag: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value.toLowerCase());
  if (found !== undefined) return found;
  throw new VigilesError("USAGE", `${flag} ${quoteArgument(value)} is not one of ${choices.join(", ")}`);
}

/**
 * Reads seconds, up to 24 hours. 0 means 24 hours.
 *
 * @returns milliseconds
 * @throws VigilesError `USAGE`
 */
export function parseTimeout(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = /^[\d.]+$/.test(value) ? Number(value) : Number.NaN;
  if (seconds >= 0 && seconds <= maxTimeoutSeconds) return (seconds || maxTimeoutSeconds) * 1000;
  const range = `0 to ${maxTimeoutSeconds}`;
  throw new VigilesError("USAGE", `${flag} ${quoteArgument(value)} must be a number of seconds, ${range}`);
}

/**
 * Reads the URL of a proxy. The messages don't quote it, since it may contain a password.
 *
 * @returns false for `none`
 * @throws VigilesError `USAGE`
 */
export function parseProxy(value: string | undefined): string | false | undefined {
  const proxy = parseProxyUrl("--proxy", value);
  if (typeof proxy !== "object") return proxy;
  if (proxy.username === "" && proxy.password === "") return value;
  throw new VigilesError("USAGE", "--proxy takes no password: process lists show flags; use VIGILES_PROXY instead");
}

/**
 * Reads `VIGILES_PROXY`, which may hold a password.
 *
 * @returns false for `none`
 * @throws VigilesError `USAGE`
 */
export function parseProxyVariable(value: string | undefined): string | false | undefined {
  const proxy = parseProxyUrl("VIGILES_PROXY", value);
  return typeof proxy === "object" ? value : proxy;
}

function parseProxyUrl(name: string, value: string | undefined): URL | false | undefined {
  if (value === undefined) return undefined;
  if (value === "none") return false;
  if (isProxyUrl(value)) return new URL(value);
  const encoding = "percent-encode special characters of user and password, for example %2F for /";
  throw new VigilesError("USAGE", `${name} must be none, or an http:// or https:// URL without a path; ${encoding}`);
}

/**
 * Reads a number of retries, 0 to 9.
 *
 * @returns attempts: the retries and the first one
 * @throws VigilesError `USAGE`
 */
export function parseAttempts(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d$/.test(value)) return Number(value) + 1;
  throw new VigilesError("USAGE", `${flag} ${quoteArgument(value)} must be a whole number from 0 to 9`);
}

/**
 * Reads a number of things, 1 or more.
 *
 * @throws VigilesError `USAGE`
 */
export function parseCount(flag: string, value: string): number {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new VigilesError("USAGE", `${flag} ${quoteArgument(value)} must be a whole number, 1 or more`);
}

/**
 * The log level that `--debug`, `--verbose` and `--quiet` choose. The lowest level is used.
 *
 * @param isSet - tells whether a flag is on the command line
 */
export function levelOfFlags(isSet: (name: string) => boolean): LogLevel | undefined {
  if (isSet("debug")) return "debug";
  if (isSet("verbose")) return "info";
  return isSet("quiet") ? "error" : undefined;
}

/**
 * Reads the log level. Other tools read `LOG_LEVEL` too, and have other names: an unknown one is ignored.
 *
 * @param flag - value of `--log-level`
 * @param variable - value of `LOG_LEVEL`; Python's names are understood
 * @throws VigilesError `USAGE` for an unknown value of the flag
 */
export function parseLogLevel(flag: string | undefined, variable: string | undefined): LogLevel {
  const level = variable
    ?.toLowerCase()
    .replace(/^warning$/, "warn")
    .replace(/^critical$/, "error");
  return parseChoice("--log-level", flag, logLevels) ?? logLevels.find((name) => name === level) ?? "warn";
}

/**
 * Reads severities. Words of other tools are refused, with the severity that they mean here.
 *
 * @param flag - for messages
 * @param text - for example `high,critical`
 * @param choices - the severities that the flag takes
 * @throws VigilesError `USAGE`
 */
export function parseSeverities<T extends Severity>(flag: string, text: string, choices: readonly T[]): T[] {
  const found = parseCommaList(text).map((name) => requireSeverity(flag, name, choices));
  if (found.length > 0) return [...new Set(found)];
  const fix = `give at least one of ${choices.join(", ")}, or leave it out`;
  throw new VigilesError("USAGE", `${flag} has an empty value; ${fix}`);
}

function requireSeverity<T extends Severity>(flag: string, name: string, choices: readonly T[]): T {
  const own = severityOfWord(name);
  if (own === undefined || severities.some((severity) => severity === name.toLowerCase())) {
    return requireChoice(flag, name, choices);
  }
  throw new VigilesError("USAGE", `${flag} ${quoteArgument(name)} is ${own} here; write ${own}`);
}

/**
 * Reads the names of `--fields`.
 *
 * @throws VigilesError `USAGE` for a list without names
 */
export function parseFields(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const names = [...new Set(parseCommaList(text))];
  if (names.length > 0) return names;
  throw new VigilesError("USAGE", "--fields needs the name of at least one member");
}

/**
 * Reads a comma-separated list.
 *
 * @param text - for example `a, b`
 * @returns the items, trimmed, without empty ones
 */
export function parseCommaList(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

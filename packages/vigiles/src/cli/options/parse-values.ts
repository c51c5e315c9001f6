import { VigilesError } from "../../errors.js";

/** What is logged to standard error, and anything above it. */
export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

const mostSeconds = 86_400;

/** An empty text counts as none. */
export function filled(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * A word of a list, in any case.
 *
 * @throws VigilesError `USAGE`
 */
export function oneOf<T extends string>(flag: string, value: string | undefined, legal: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = legal.find((candidate) => candidate === value.toLowerCase());
  if (found !== undefined) return found;
  throw new VigilesError("USAGE", `${flag} ${JSON.stringify(value)} is not one of ${legal.join(", ")}`);
}

/**
 * Seconds as milliseconds; 0 is the longest.
 *
 * @throws VigilesError `USAGE`
 */
export function milliseconds(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = /^[\d.]+$/.test(value) ? Number(value) : Number.NaN;
  if (seconds >= 0 && seconds <= mostSeconds) return (seconds || mostSeconds) * 1000;
  throw new VigilesError("USAGE", `${flag} ${JSON.stringify(value)} must be a number of seconds, 0 to ${mostSeconds}`);
}

/**
 * A proxy, or false for none.
 *
 * @throws VigilesError `USAGE` without repeating what was given: it may hold a password
 */
export function proxyOf(value: string | undefined): string | false | undefined {
  if (value === undefined) return undefined;
  if (value === "none") return false;
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new VigilesError("USAGE", "--proxy must be none, or an http:// or https:// URL");
  }
  if (url.username === "" && url.password === "") return value;
  throw new VigilesError("USAGE", "--proxy takes no password: process lists show flags; use HTTPS_PROXY instead");
}

/** The flags that stand for a level, most talkative first. */
export function shortLevel(given: (name: string) => unknown): LogLevel | undefined {
  if (given("debug") === true) return "debug";
  if (given("verbose") === true) return "info";
  return given("quiet") === true ? "error" : undefined;
}

/**
 * Repeats as attempts in all.
 *
 * @throws VigilesError `USAGE`
 */
export function attempts(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d$/.test(value)) return Number(value) + 1;
  throw new VigilesError("USAGE", `${flag} ${JSON.stringify(value)} must be a whole number from 0 to 9`);
}

/** The variable is shared with other tools and their level names: one we don't know is passed over. */
export function logLevel(flag: string | undefined, variable: string | undefined): LogLevel {
  const named = oneOf("--log-level", flag, logLevels);
  const word = variable
    ?.toLowerCase()
    .replace(/^warning$/, "warn")
    .replace(/^critical$/, "error");
  return named ?? logLevels.find((level) => level === word) ?? "warn";
}

/**
 * A comma-separated list, as a parser for an option.
 *
 * @param text - `a, b`
 * @returns its items, without blanks around them; empty ones are left out
 */
export function commaList(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

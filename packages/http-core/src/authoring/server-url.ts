import { refuseOption } from "./check-options.js";
import { isUrl } from "../util/realms.js";

const loopbackHosts: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * True for a host that is this machine: `127.0.0.1`, `localhost` or `[::1]`. Plain http may be sent there.
 *
 * @param hostname - in the form of `URL.hostname`
 */
export function isLoopbackHost(hostname: string): boolean {
  return loopbackHosts.has(hostname);
}

/**
 * Reads the URL of a server: https, or http on loopback; an ASCII host; no user name, query or fragment.
 *
 * @param name - of the option
 * @param value - text or a `URL`; the message never quotes it, since it may hold a password
 * @returns the parsed URL
 * @throws InputError `OPTION_INVALID`
 */
export function readServerUrl(name: string, value: unknown): URL {
  const problem = findServerUrlProblem(value);
  if (problem !== undefined) refuseOption(name, problem);
  return new URL(String(value));
}

/**
 * Finds what is wrong with the URL of a server, for a package that reports it by an error of its own.
 *
 * @param value - text or a `URL`
 * @returns what the URL must be, to be read after "must be"; `undefined` if nothing is wrong
 */
export function findServerUrlProblem(value: unknown): string | undefined {
  if (typeof value !== "string" && !isUrl(value)) return "an absolute https URL";
  const text = String(value);
  // URL parsers drop or rewrite these, so two readers of one text can see different hosts.
  if (/[\s\p{Cc}\\]/u.test(text)) return "a URL without spaces, control characters and backslashes";
  const authority = /^https?:\/\/([^/?#]+)/i.exec(text)?.[1];
  if (authority === undefined) return "an absolute https URL";
  if (authority.includes("@")) return "a URL without user name and password";
  if (!/^[\x21-\x7e]+$/.test(authority) || authority.includes("%")) return "a URL whose host is plain ASCII";
  const url = URL.parse(text);
  if (url === null) return "an absolute https URL";
  if (/[?#]/.test(text)) return "a URL without query and fragment";
  if (url.hostname.endsWith(".")) return "a URL whose host does not end with a dot";
  if (url.protocol === "https:" || isLoopbackHost(url.hostname)) return undefined;
  return "an https URL; http is allowed for localhost only";
}

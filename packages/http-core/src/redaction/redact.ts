import { memberOf } from "../util/own-members.js";

/**
 * Where the secrets of a scheme are in its requests. Redirects, errors, logs and dry runs use this one declaration to mask
 * them.
 */
export interface SecretNames {
  /** Names of headers, in any case. */
  readonly headers?: readonly string[];
  /** Names of query parameters. */
  readonly query?: readonly string[];
  /** Names of fields in forms and JSON bodies. */
  readonly fields?: readonly string[];
}

const mask = "[redacted]";
/** Maximum length of a URL in a message, in characters. */
const maxUrlLength = 300;

/** Headers whose values may be shown. All others are masked. */
const shownHeaders = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "allow",
  "cache-control",
  "content-encoding",
  "content-length",
  "content-range",
  "content-type",
  "date",
  "etag",
  "last-modified",
  "range",
  "retry-after",
  "server",
  "user-agent",
  "vary",
]);

/**
 * Makes a URL safe for logs and errors: without user name, password and fragment, and with every query value masked.
 *
 * @param url - may be malformed
 * @returns at most 300 characters of it
 */
export function redactUrl(url: string): string {
  const [bare = ""] = url.split("#", 1);
  const at = bare.indexOf("?");
  const front = (at < 0 ? bare : bare.slice(0, at)).replace(/\/\/[^/]*@/, `//${mask}@`);
  const query =
    at < 0
      ? ""
      : `?${bare
          .slice(at + 1)
          .split("&")
          .map(maskPair)
          .join("&")}`;
  const shown = JSON.stringify(front + query).slice(1, -1);
  return shown.length > maxUrlLength ? `${shown.slice(0, maxUrlLength)}…` : shown;
}

/**
 * Makes headers safe for logs. Only the values of a few well-known headers are shown, and none that the scheme declares.
 *
 * @param headers - as sent or received
 * @param secrets - declared by the scheme; default none
 * @returns names as they were, with values or `[redacted]`
 */
export function redactHeaders(
  headers: Iterable<readonly [string, string]>,
  secrets: SecretNames = {},
): Record<string, string> {
  const declared = new Set((memberOf(secrets, "headers") ?? []).map((name) => name.toLowerCase()));
  const shown = (name: string): boolean => shownHeaders.has(name) && !declared.has(name);
  return Object.fromEntries([...headers].map(([name, value]) => [name, shown(name.toLowerCase()) ? value : mask]));
}

/**
 * Masks known secrets in a text: as they are, and in percent, JSON, base64 and hex encoding.
 *
 * @param text - for example a message of a server
 * @param secrets - values to look for; values shorter than 4 characters are not masked
 */
export function scrub(text: string, secrets: Iterable<string>): string {
  let clean = text;
  for (const secret of secrets) {
    for (const form of encodings(secret)) clean = clean.replaceAll(form, mask);
  }
  return clean;
}

function encodings(secret: string): readonly string[] {
  if (secret.length < 4) return [];
  const bytes = Buffer.from(secret, "utf8");
  const forms = [
    secret,
    encodeURIComponent(secret.toWellFormed()),
    JSON.stringify(secret).slice(1, -1),
    ...binaryEncodings(bytes),
  ];
  return [...new Set(forms)].sort((one, other) => other.length - one.length);
}

function binaryEncodings(bytes: Buffer): readonly string[] {
  return [bytes.toString("base64"), bytes.toString("base64url"), bytes.toString("hex")];
}

function maskPair(pair: string): string {
  const at = pair.indexOf("=");
  return at < 0 ? pair : `${pair.slice(0, at)}=${mask}`;
}

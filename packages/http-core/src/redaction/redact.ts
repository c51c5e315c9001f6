import { declaredNameTest } from "./credential-names.js";
import { mask, scrub } from "./scrub.js";
import type { SecretNames } from "./secret-names.js";
import { hideUserinfo } from "./userinfo.js";

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
 * Makes a URL safe for logs and errors: without user name, password and fragment, with every query value masked, and without
 * known secrets in its path.
 *
 * @param url - may be malformed
 * @param secrets - values to look for; default none
 * @returns at most 300 characters of it
 */
export function redactUrl(url: string, secrets: Iterable<string> = []): string {
  const masked = redactQuery(hideUserinfo(scrub(url, secrets)), () => true);
  const shown = JSON.stringify(masked).slice(1, -1);
  return shown.length > maxUrlLength ? `${shown.slice(0, maxUrlLength)}…` : shown;
}

/**
 * Masks values in the query of a URL, and leaves out its fragment.
 *
 * @param url - may be malformed
 * @param isSecret - called with each name, decoded; a value without a name has the name `""`
 */
export function redactQuery(url: string, isSecret: (name: string) => boolean): string {
  const [bare = ""] = url.split("#", 1);
  const at = bare.indexOf("?");
  if (at < 0) return bare;
  const pairs = bare.slice(at + 1).split("&");
  return `${bare.slice(0, at)}?${pairs.map((pair) => maskPair(pair, isSecret)).join("&")}`;
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
  const isDeclared = declaredNameTest(secrets, "headers");
  const isShown = (name: string): boolean => shownHeaders.has(name.toLowerCase()) && !isDeclared(name);
  return Object.fromEntries([...headers].map(([name, value]) => [name, isShown(name) ? value : mask]));
}

function maskPair(pair: string, isSecret: (name: string) => boolean): string {
  if (pair === "") return pair;
  const at = pair.indexOf("=");
  const [name, front] = at < 0 ? ["", ""] : [pair.slice(0, at), pair.slice(0, at + 1)];
  return isSecret(decodeName(name)) ? `${front}${mask}` : pair;
}

/** Most names have no escape, and need no parser. */
function decodeName(name: string): string {
  return /[%+?]/.test(name) ? (new URLSearchParams(`${name}=`).keys().next().value ?? "") : name;
}

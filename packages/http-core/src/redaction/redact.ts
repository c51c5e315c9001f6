/**
 * Names under which a scheme's secrets travel. It is the one declaration: redirects, errors, logs and dry runs all
 * go by it.
 */
export interface SecretNames {
  readonly headers?: readonly string[];
  readonly query?: readonly string[];
  readonly fields?: readonly string[];
}

const mask = "[redacted]";
const longestShown = 300;

/** Headers whose values may be shown; every other one is masked. */
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
 * A URL fit for logs and errors: no userinfo, no fragment, and every query value masked.
 *
 * @param url - may be malformed
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
  return shown.length > longestShown ? `${shown.slice(0, longestShown)}…` : shown;
}

/**
 * Headers fit for logs: values outside the allow-list are masked, and so is what a scheme declares.
 *
 * @param headers - as sent or received
 * @param secrets - the scheme's declaration
 */
export function redactHeaders(
  headers: Iterable<readonly [string, string]>,
  secrets: SecretNames = {},
): Record<string, string> {
  const declared = new Set((secrets.headers ?? []).map((name) => name.toLowerCase()));
  const shown = (name: string): boolean => shownHeaders.has(name) && !declared.has(name);
  return Object.fromEntries([...headers].map(([name, value]) => [name, shown(name.toLowerCase()) ? value : mask]));
}

/**
 * Text with known secrets masked, whole and in their usual encodings.
 *
 * @param text - for example a server's own words
 * @param secrets - values to look for
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
    ...baseForms(bytes),
  ];
  return [...new Set(forms)].sort((one, other) => other.length - one.length);
}

function baseForms(bytes: Buffer): readonly string[] {
  return [bytes.toString("base64"), bytes.toString("base64url"), bytes.toString("hex")];
}

function maskPair(pair: string): string {
  const at = pair.indexOf("=");
  return at < 0 ? pair : `${pair.slice(0, at)}=${mask}`;
}

import { parseJson } from "../../authoring/json.js";
import { isBytes } from "../../util/realms.js";
import { fromBase64 } from "../../util/platform/bytes.js";

/** Larger texts are not read: most are files. */
const maxTextLength = 65_536;

/** Tells whether the value of this name is a secret. */
type NameTest = (name: string) => boolean;

/**
 * Minimum length of a part of a header that is treated as a secret, in characters. Shorter parts are words, such as the name of
 * an algorithm.
 */
const minPartLength = 8;

/**
 * Returns the secrets in the headers of a request: values of secret names, and their parts. A server may quote a header as
 * it is, without its scheme, or what its base64 says.
 *
 * @param headers - as they are sent
 * @param isSecret - for names in lower case
 */
export function secretsOfHeaders(headers: Iterable<readonly [string, string]>, isSecret: NameTest): readonly string[] {
  return [...headers].flatMap(([name, value]) => {
    if (!isSecret(name)) return [];
    return name === "cookie" ? partsOf(value) : [value, ...partsOf(value), ...basicPairOf(value)];
  });
}

/**
 * Returns the secrets in the query of a URL.
 *
 * @param url - absolute
 * @param isSecret - for decoded names
 */
export function secretsOfUrl(url: string, isSecret: NameTest): readonly string[] {
  const at = url.indexOf("?");
  if (at < 0) return [];
  return [...new URLSearchParams(url.slice(at))].flatMap(([name, value]) => (isSecret(name) ? [value] : []));
}

/**
 * Returns the secrets in the fields of a form.
 *
 * @param fields - a name may occur more than once
 * @param isSecret - for names of fields
 */
export function secretsOfForm(fields: readonly (readonly [string, unknown])[], isSecret: NameTest): readonly string[] {
  return fields.flatMap(([name, value]) => secretsOfFields({ [name]: value }, isSecret));
}

/**
 * Returns the secrets in a body that the caller has written as text or bytes: JSON or a form.
 *
 * @param body - nothing of one above 64 KB is found
 * @param isSecret - for names of fields
 */
export function secretsOfText(body: string | Uint8Array, isSecret: NameTest): readonly string[] {
  if (body.length > maxTextLength) return [];
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  const data = parseJson(text);
  return data === undefined ? secretsOfForm([...new URLSearchParams(text)], isSecret) : secretsOfFields(data, isSecret);
}

/**
 * Returns the texts and numbers of secret fields, at any depth.
 *
 * @param data - a form or JSON
 * @param isSecret - for names of fields
 */
export function secretsOfFields(data: unknown, isSecret: NameTest): readonly string[] {
  const secrets: string[] = [];
  const seen = new Set<object>();
  // A secret value may be a list or an object of secrets.
  const open: { readonly value: unknown; readonly isSecretValue: boolean }[] = [{ value: data, isSecretValue: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { isSecretValue } = next;
    const value = toData(next.value);
    if (isSecretValue && (typeof value === "string" || typeof value === "number")) secrets.push(String(value));
    if (typeof value !== "object" || value === null || seen.has(value) || isBytes(value)) continue;
    seen.add(value);
    for (const [name, member] of Object.entries(value)) {
      open.push({ value: member, isSecretValue: isSecretValue || isSecret(name) });
    }
  }
  return secrets;
}

/** What JSON makes of an object that has its own form of JSON. That of bytes is a long list of numbers, and not read. */
function toData(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("toJSON" in value) || isBytes(value)) return value;
  try {
    return typeof value.toJSON === "function" ? (value.toJSON() as unknown) : value;
  } catch {
    return value;
  }
}

/** The words of a header, the values in it, as in `name=value` and `name="value"`, and the text after its first word. */
function partsOf(value: string): readonly string[] {
  const space = value.indexOf(" ");
  const rest = space < 0 ? "" : value.slice(space).trimStart();
  const words = value.split(/[\s,;]+/);
  const values = words.map((word) => word.slice(word.indexOf("=") + 1).replace(/^"|"$/g, ""));
  return [rest, ...words, ...values].filter((part) => part.length >= minPartLength);
}

/** The pair and the password of `Basic` (RFC 7617). */
function basicPairOf(value: string): readonly string[] {
  const encoded = /^basic +([a-z0-9+/=]+)$/i.exec(value)?.[1];
  if (encoded === undefined) return [];
  const pair = new TextDecoder("utf-8", { ignoreBOM: true }).decode(fromBase64(encoded));
  return [pair, pair.slice(pair.indexOf(":") + 1)];
}

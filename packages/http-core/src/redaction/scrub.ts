import { decodedTexts, type DecodedText } from "./decoded-texts.js";
import { concatBytes, encodeUtf8, toBase64Url, toHex } from "../util/platform/bytes.js";

/** The text that replaces a secret. */
export const mask = "[redacted]";

/** Shorter secrets are not looked for: they would mask half of every text. */
export const minSecretLength = 4;

/** A part of a text. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** The texts by which a secret is found. */
interface SecretForms {
  /** Found in any case: the secret itself, and its bytes in hex. */
  readonly foldedForms: readonly string[];
  /** Found as they are: the middle of the secret's base64, with how many characters around it belong to the secret in part. */
  readonly base64Forms: readonly { readonly middle: string; readonly before: number; readonly after: number }[];
}

/** Masks secrets in a text. */
export type Scrub = (text: string) => string;

/**
 * Masks known secrets in a text of any origin: in any case, as hex, within base64, and behind the escapes of JSON, HTML,
 * URLs and forms. Mask a text before you truncate it, since a part of a secret is not found. The time is linear in the
 * length of the text.
 *
 * @param text - for example a message of a server
 * @param secrets - values to look for; values shorter than 4 characters are not masked
 */
export function scrub(text: string, secrets: Iterable<string>): string {
  return createScrub(secrets)(text);
}

/**
 * Makes a function that masks the same secrets in several texts, as {@link scrub} does in one.
 *
 * @param secrets - values to look for
 */
export function createScrub(secrets: Iterable<string>): Scrub {
  const known = [...new Set(secrets)].filter((secret) => secret.length >= minSecretLength);
  const made = new Map<string, SecretForms>();
  return (text) => {
    // No form of a secret is shorter than the secret, and no decoded text is longer than the text.
    const sought = known.filter((secret) => secret.length <= text.length).map((secret) => formsIn(made, secret));
    if (sought.length === 0) return text;
    return maskRanges(
      text,
      decodedTexts(text).flatMap((decoded) => findAll(decoded, sought)),
    );
  };
}

function formsIn(made: Map<string, SecretForms>, secret: string): SecretForms {
  const forms = made.get(secret) ?? formsOf(secret);
  made.set(secret, forms);
  return forms;
}

function formsOf(secret: string): SecretForms {
  const bytes = encodeUtf8(secret);
  return { foldedForms: [foldCase(secret), toHex(bytes)], base64Forms: base64Forms(bytes) };
}

/** Base64 joins three bytes to four characters, so a secret within a longer text has one of three forms. */
function base64Forms(bytes: Uint8Array): SecretForms["base64Forms"] {
  return [0, 1, 2].flatMap((offset) => {
    const base64 = toBase64Url(concatBytes([new Uint8Array(offset), bytes]));
    // The characters at both ends also depend on the text around the secret.
    const before = offset === 0 ? 0 : 1;
    const after = (offset + bytes.length) % 3 === 0 ? 0 : 1;
    const middle = base64.slice(offset + before, base64.length - after);
    if (middle.length < minSecretLength) return [];
    const classic = middle.replaceAll("-", "+").replaceAll("_", "/");
    return [...new Set([middle, classic])].map((form) => ({ middle: form, before, after }));
  });
}

/** Lower case, in which each character stays where it was. */
function foldCase(text: string): string {
  return text.replace(/\p{Lu}/gu, (upper) => {
    const lower = upper.toLowerCase();
    return lower.length === upper.length ? lower : upper;
  });
}

function findAll({ text, starts, ends }: DecodedText, sought: readonly SecretForms[]): readonly Range[] {
  const folded = foldCase(text);
  const rangeOf = (start: number, end: number): Range => ({
    start: starts[Math.max(start, 0)] ?? 0,
    end: ends[Math.min(end, text.length) - 1] ?? 0,
  });
  return sought.flatMap(({ foldedForms, base64Forms: base64 }) => [
    ...foldedForms.flatMap((form) => positionsOf(folded, form).map((at) => rangeOf(at, at + form.length))),
    ...base64.flatMap(({ middle, before, after }) =>
      positionsOf(text, middle).map((at) => rangeOf(at - before, at + middle.length + after)),
    ),
  ]);
}

function positionsOf(text: string, form: string): number[] {
  const positions: number[] = [];
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length)) positions.push(at);
  return positions;
}

function maskRanges(text: string, ranges: readonly Range[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of ranges.toSorted((one, other) => one.start - other.start)) {
    if (start >= done) parts.push(text.slice(done, start), mask);
    done = Math.max(done, end);
  }
  return parts.join("") + text.slice(done);
}

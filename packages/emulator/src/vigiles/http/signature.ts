import { createHmac, timingSafeEqual } from "node:crypto";

/** The signed parts of a request. */
interface SignedRequest {
  /** The HTTP method, in upper case. */
  readonly method: string;
  /** The path exactly as sent, without its query. */
  readonly path: string;
  /** The decoded parameters, including `email`. */
  readonly pairs: readonly (readonly [string, string])[];
}

type Order = (values: readonly string[]) => readonly string[];

/**
 * Checks an HMAC-SHA256 signature of the original Python clients. They do not agree on two points, so both forms are
 * valid: the path as sent or decoded, and a list of numbers in numeric or in code point order.
 *
 * @param key - the HMAC key, as a key file holds it
 * @param signature - base64, as in the `X-Auth-Signature` header
 */
export function verifySignature(request: SignedRequest, key: string, signature: string): boolean {
  const actual = Buffer.from(signature);
  const expected = possibleMessages(request).map((message) => sign(key, message));
  return expected.map((one) => one.length === actual.length && timingSafeEqual(one, actual)).includes(true);
}

function sign(key: string, message: string): Buffer {
  return Buffer.from(createHmac("sha256", key).update(message).digest("base64"));
}

/** Returns all messages that a client can have signed for this request. */
function possibleMessages({ method, path, pairs }: SignedRequest): string[] {
  const values = Map.groupBy(pairs, ([name]) => name);
  const texts = new Set([byCodePoint, byValue].map((order) => parameterText(values, order)));
  const paths = new Set([path, decodePath(path)]);
  return [...paths].flatMap((one) => [...texts].map((text) => method + one + text));
}

/** Joins the parameters, sorted by name and without escaping. */
function parameterText(values: ReadonlyMap<string, readonly (readonly [string, string])[]>, order: Order): string {
  return byCodePoint([...values.keys()])
    .flatMap((name) => order((values.get(name) ?? []).map(([, value]) => value)).map((value) => `${name}=${value}`))
    .join("&");
}

/** Sorts by code points. UTF-8 bytes have the same order; JavaScript compares UTF-16 units. */
function byCodePoint(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : values.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function byValue(values: readonly string[]): readonly string[] {
  if (values.length < 2) return values;
  const numeric = values.every((value) => value.trim() !== "" && Number.isFinite(Number(value)));
  return numeric ? values.toSorted((a, b) => Number(a) - Number(b)) : byCodePoint(values);
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

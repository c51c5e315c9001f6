import { createHmac, timingSafeEqual } from "node:crypto";

/** The signed parts of a request. */
export interface SignedRequest {
  readonly method: string;
  /** The path as it came over the wire, without query. */
  readonly path: string;
  /** Decoded parameters, `email` included. */
  readonly pairs: readonly (readonly [string, string])[];
}

type Order = (values: readonly string[]) => readonly string[];

/**
 * Checks an HMAC-SHA256 signature as the original Python clients make it. What they leave open is accepted either way:
 * the path as sent or percent-decoded, a list of numbers in numeric or in code point order.
 *
 * @param key - the HMAC key as it stands in a key file
 * @param signature - base64, as in the `X-Auth-Signature` header
 */
export function verifySignature(request: SignedRequest, key: string, signature: string): boolean {
  const given = Buffer.from(signature);
  const expected = messages(request).map((message) => sign(key, message));
  return expected.map((one) => one.length === given.length && timingSafeEqual(one, given)).includes(true);
}

function sign(key: string, message: string): Buffer {
  return Buffer.from(createHmac("sha256", key).update(message).digest("base64"));
}

/** Every message that a client may have signed for this request. */
function messages({ method, path, pairs }: SignedRequest): string[] {
  const values = Map.groupBy(pairs, ([name]) => name);
  const texts = new Set([byCodePoint, byValue].map((order) => parameterText(values, order)));
  const paths = new Set([path, decodePath(path)]);
  return [...paths].flatMap((one) => [...texts].map((text) => method + one + text));
}

/** Pairs are joined without any escaping. */
function parameterText(values: ReadonlyMap<string, readonly (readonly [string, string])[]>, order: Order): string {
  return byCodePoint([...values.keys()])
    .flatMap((name) => order((values.get(name) ?? []).map(([, value]) => value)).map((value) => `${name}=${value}`))
    .join("&");
}

/** UTF-8 bytes sort as code points do; JavaScript's own order is that of UTF-16 units. */
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

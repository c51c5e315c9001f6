import { isRecord, parseJson } from "@org/http-core/authoring";

/** A larger file is not a key file. */
export const maxKeyFileBytes = 65_536;

/**
 * True for the content of a key file, which must never be uploaded: alone, within a list, another object or a text of
 * it, several together, with a comment, truncated, or in UTF-16.
 *
 * @param bytes - of a file; a large one is not a key file
 */
export function looksLikeKeyFile(bytes: Uint8Array): boolean {
  if (bytes.length > maxKeyFileBytes) return false;
  // Without its NUL characters, UTF-16 reads as UTF-8.
  const text = Buffer.from(bytes)
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .replaceAll("\0", "");
  const value = parseJson(text);
  return value === undefined ? hasNamesOfKeyFile(text) : hasKeyFileInside(value);
}

/** The names in text that is not JSON. In other documents they may occur, but not as members. */
function hasNamesOfKeyFile(text: string): boolean {
  const plain = text.replace(/\\u00([2-7][\da-f])/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return /(["'])email\1\s*:/.test(plain) && /(["'])(?:organization_)?key\1\s*:/.test(plain);
}

/** Looks at each object in a value. Values may be nested deeply, so this does not recurse. */
function hasKeyFileInside(value: unknown): boolean {
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (isKeyFile(next)) return true;
    if (typeof next === "object" && next !== null) open.push(...Object.values(next));
    if (typeof next === "string" && next.includes("{")) open.push(parseJson(next));
  }
  return false;
}

function isKeyFile(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const names = Object.keys(value);
  return names.includes("email") && (names.includes("key") || names.includes("organization_key"));
}

import { parseJsonObject } from "@org/http-core/authoring";

/**
 * True for the content of a key file, which must never be uploaded.
 *
 * @param bytes - of a small file
 */
export function looksLikeKeyFile(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
  const names = Object.keys(parseJsonObject(text) ?? {});
  return names.includes("email") && (names.includes("key") || names.includes("organization_key"));
}

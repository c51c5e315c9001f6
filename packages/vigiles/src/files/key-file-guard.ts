/**
 * True for the content of a key file, which must never be uploaded.
 *
 * @param bytes - of a small file
 */
export function looksLikeKeyFile(bytes: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(
      Buffer.from(bytes)
        .toString("utf8")
        .replace(/^\uFEFF/, ""),
    );
    if (typeof value !== "object" || value === null) return false;
    const names = Object.keys(value);
    return names.includes("email") && (names.includes("key") || names.includes("organization_key"));
  } catch {
    return false;
  }
}

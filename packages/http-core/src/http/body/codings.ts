/** Codings that HTTP defines and Node can't undo (IANA HTTP Content Coding Registry). */
const unsupported = ["aes128gcm", "compress", "dcb", "dcz", "exi", "pack200-gzip", "x-compress"] as const;
const supported = ["br", "deflate", "gzip", "x-gzip", "zstd"] as const;

/** A coding that {@link decompress} can undo. */
export type SupportedCoding = (typeof supported)[number];

/** A way in which a body is encoded (RFC 9110 section 8.4.1). */
export type ContentCoding = SupportedCoding | (typeof unsupported)[number];

const known: ReadonlySet<string> = new Set([...supported, ...unsupported]);

/**
 * Reads `Content-Encoding`. `identity` says that nothing was encoded. Servers also put other words there that no registry
 * has (`none`, `utf-8`, `binary`). Such a word is not a coding, so it is ignored, as in browsers.
 *
 * @param text - the header's value; `null` if there is none
 * @returns the codings in the order in which they were applied; empty for a plain body
 */
export function readCodings(text: string | null): readonly ContentCoding[] {
  if (text === null) return [];
  const names = text.split(",").map((name) => name.trim().toLowerCase());
  return names.filter((name): name is ContentCoding => known.has(name));
}

/** Whether a coding can be undone. */
export function isSupported(coding: ContentCoding): coding is SupportedCoding {
  return (supported as readonly ContentCoding[]).includes(coding);
}

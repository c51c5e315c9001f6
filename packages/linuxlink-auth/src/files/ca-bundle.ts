import { readSmallFile, type SmallFileOptions } from "./small-file.js";

/** 4 MiB: the bundles of operating systems have about 200 KB. */
const maxBundleBytes = 4_194_304;

/**
 * Reads a PEM file of certificate authorities.
 *
 * @param path - a regular file of at most 4 MiB with at least one certificate; links are followed
 * @param options - makes the error that is thrown
 * @returns the PEM text, for the `ca` option of a transport
 * @throws what `toError` returns, for a file that is `unreadable`, or `invalid` because it has no certificate
 */
export function readCaBundle(path: string, { toError }: Pick<SmallFileOptions, "toError">): string {
  const { bytes } = readSmallFile(path, { maxBytes: maxBundleBytes, toError });
  // Comments between certificates may be in any encoding, so this is not a strict decoder.
  const text = Buffer.from(bytes).toString("utf8");
  if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  throw toError({ kind: "invalid", reason: "it holds no PEM certificate" });
}

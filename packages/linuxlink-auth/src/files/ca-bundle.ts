import { X509Certificate } from "node:crypto";
import { readSmallFile, type SmallFileOptions } from "./small-file.js";

/** 4 MiB: the bundles of operating systems have about 200 KB. */
const maxBundleBytes = 4_194_304;

const begin = "-----BEGIN CERTIFICATE-----";
const end = "-----END CERTIFICATE-----";

/**
 * Reads a PEM file of certificate authorities.
 *
 * @param path - a regular file of at most 4 MiB with at least one certificate; links are followed
 * @param options - makes the error that is thrown
 * @returns the certificates in PEM, for the `ca` option of a transport
 * @throws what `toError` returns, for a file that is `unreadable`, or `invalid` because it has no certificate or a
 * malformed one
 */
export function readCaBundle(path: string, { toError }: Pick<SmallFileOptions, "toError">): string {
  const { bytes } = readSmallFile(path, { maxBytes: maxBundleBytes, toError });
  // Comments between certificates may be in any encoding, so this is not a strict decoder.
  const text = Buffer.from(bytes).toString("utf8");
  const certificates = text.split(begin).slice(1).map(untilEnd);
  if (certificates.length === 0) throw toError({ kind: "invalid", reason: "it contains no PEM certificate" });
  // TLS would stop at a malformed certificate, and silently trust only those before it.
  const broken = certificates.findIndex((pem) => !isCertificate(pem));
  if (broken < 0) return `${certificates.join("\n")}\n`;
  throw toError({ kind: "invalid", reason: `its certificate number ${broken + 1} is malformed` });
}

/** Text between certificates is left out. They may follow each other without a line end. */
function untilEnd(rest: string): string {
  const at = rest.indexOf(end);
  return begin + (at < 0 ? rest : rest.slice(0, at) + end);
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

import { createHash } from "node:crypto";
import type { Package } from "../sbom/sbom.js";

/** Returns the reference of a package within a document: its package URL, otherwise `name@version`. */
export function referenceOf(name: string, version: string, purl: string | undefined): string {
  return purl ?? `${name}@${version}`;
}

/** Returns the packages without repeated references. If several packages have the same reference, the last one is kept. */
export function uniquePackages(packages: readonly Package[]): readonly Package[] {
  const byReference = new Map(packages.map((one) => [referenceOf(one.name, one.version, one.purl), one]));
  return [...byReference.values()];
}

/** Derives a UUID of version 8 (RFC 9562) from a text. */
export function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

/** A package in an SBOM. */
export interface Package {
  /** The name. */
  readonly name: string;
  /** The version; empty if the SBOM has none. */
  readonly version: string;
  /** The package URL. */
  readonly purl?: string;
  /** The licence, as the SBOM writes it. */
  readonly license?: string;
  /** The CVEs that the build patched: their ids, each with the names of its patches. */
  readonly patched?: Readonly<Record<string, readonly string[]>>;
}

/** The format of an SBOM. */
type SbomFormat = "cyclonedx" | "spdx" | "vigiles";

/** The syntax of an SBOM. */
export type SbomSyntax = "json" | "xml" | "yaml" | "tag" | "json-ld";

/** The content of an SBOM. */
export interface Sbom {
  /** The format. */
  readonly format: SbomFormat;
  /** The syntax. */
  readonly syntax: SbomSyntax;
  /** The version of the format; undefined if the document does not say it. */
  readonly version: string | undefined;
  /** The name of the document; undefined if it has none. */
  readonly name: string | undefined;
  /** The packages, in the order of the document. */
  readonly packages: readonly Package[];
  /** The ids of CVEs that reports mark as whitelisted. */
  readonly whitelist: readonly string[];
  /** The document exactly as uploaded. */
  readonly text: string;
}

/** The part of an `Sbom` that the reader of a format returns. */
export type SbomContent = Omit<Sbom, "text" | "whitelist"> & { readonly whitelist?: readonly string[] };

/** The error for a text that is not an SBOM. */
export class SbomError extends Error {
  override readonly name = "SbomError";
}
